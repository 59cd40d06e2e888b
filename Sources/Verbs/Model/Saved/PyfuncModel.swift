import Forms

/// What tells MLflow that a folder is a model, and how to load it: `mlflow.pyfunc.load_model(folder)`.
enum PyfuncModel {
  /// In YAML. The columns are told with the type `any`: no other takes whole numbers with and without gaps, or truth
  /// values with them (MLflow 3.18), and ``ModelProgram`` looks at them itself.
  static func text(of model: ModelValue) -> String {
    let inputs = model.seen.columns.map { column in
      JSONValue.members(["type": .text("any"), "name": .text(column.name), "required": .bool(true)])
    }
    let results = [("double", "score")] + (model.cut == nil ? [] : [("string", "decision")])
    let outputs = results.map { type, name in
      JSONValue.members(["type": .text(type), "name": .text(name), "required": .bool(true)])
    }
    return """
      flavors:
        python_function:
          code: .
          data: .
          loader_module: \(ModelProgram.module)
      signature:
        inputs: \(quoted(.array(inputs)))
        outputs: \(quoted(.array(outputs)))

      """
  }

  /// A text of YAML.
  private static func quoted(_ form: JSONValue) -> String { "'\(form.compact.replacing("'", with: "''"))'" }
}
