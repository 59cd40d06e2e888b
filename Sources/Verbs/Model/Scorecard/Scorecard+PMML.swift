import Columns
import Language

extension Scorecard {
  /// The card as PMML 4.4 (Data Mining Group, "PMML 4.4.1: Scorecard"): a characteristic for each column, whose
  /// attributes are asked in order.
  ///
  /// - Throws: ``PreparationError`` for what XML or a double cannot hold.
  func pmml() throws -> String {
    try requireXML()
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <PMML version="4.4" xmlns="http://www.dmg.org/PMML-4_4">
      <Header description="\(Self.escaped(scaleText))">
        <Application name="Carnet"/>
      </Header>
      <DataDictionary numberOfFields="\(features.count)">
    \(features.map(Self.field).joined(separator: "\n"))
      </DataDictionary>
      <Scorecard modelName="scorecard" functionName="regression" initialScore="\(Self.number(model.basePoints))" \
    useReasonCodes="false">
        <MiningSchema>
    \(features.map { "      <MiningField name=\"\(Self.escaped($0.name))\" invalidValueTreatment=\"asIs\"/>" }
      .joined(separator: "\n"))
        </MiningSchema>
        <Output>
          <OutputField name="\(outputName)" optype="continuous" dataType="double" feature="predictedValue"/>
        </Output>
        <Characteristics>
    \(features.map(Self.characteristic).joined(separator: "\n"))
        </Characteristics>
      </Scorecard>
    </PMML>

    """
  }

  private static func field(_ feature: Feature) -> String {
    let kind = feature.bands.levels == nil ? "optype=\"continuous\" dataType=\"double\""
      : "optype=\"categorical\" dataType=\"\(feature.bands.type == .bool ? "boolean" : "string")\""
    return "    <DataField name=\"\(escaped(feature.name))\" \(kind)/>"
  }

  private static func characteristic(_ feature: Feature) -> String {
    let name = escaped(feature.name), bands = feature.bands
    func simple(_ comparison: String, _ value: String? = nil) -> String {
      let value = value.map { " value=\"\($0)\"" } ?? ""
      return "<SimplePredicate field=\"\(name)\" operator=\"\(comparison)\"\(value)/>"
    }
    var attributes = [(simple("isMissing"), feature.missing)]
    for (place, special) in bands.specials.enumerated() {
      attributes.append((simple("equal", number(special)), feature.special(place)))
    }
    if let levels = bands.levels {
      for (group, points) in zip(levels, feature.points) { attributes.append((set(name, group), points)) }
      attributes.append(("<True/>", feature.unseen))
    } else {
      for (bound, points) in zip(bands.breaks, feature.points) {
        attributes.append((simple("lessThan", number(bound)), points))
      }
      attributes.append(("<True/>", feature.points[bands.breaks.count]))
    }
    let lines = attributes.map { predicate, points in
      "        <Attribute partialScore=\"\(number(points))\">\(predicate)</Attribute>"
    }
    return "      <Characteristic name=\"\(name)\">\n\(lines.joined(separator: "\n"))\n      </Characteristic>"
  }

  /// Equal to one of the levels; readers differ in how they take arrays of texts apart.
  private static func set(_ name: String, _ group: [Cell]) -> String {
    let equal = group.map { level -> String in
      let text = if case .bool(let value) = level { value ? "true" : "false" } else { escaped(CellFormat.plain(level)) }
      return "<SimplePredicate field=\"\(name)\" operator=\"equal\" value=\"\(text)\"/>"
    }
    return equal.count == 1
      ? equal[0] : "<CompoundPredicate booleanOperator=\"or\">\(equal.joined())</CompoundPredicate>"
  }

  private static func number(_ value: Double) -> String { BandNames.number(value) }

  /// A text within an attribute, where XML makes blanks of line ends.
  private static func escaped(_ text: String) -> String {
    HTMLText.escaped(text).replacing("\r", with: "&#13;").replacing("\n", with: "&#10;")
      .replacing("\t", with: "&#9;")
  }

  /// - Throws: ``PreparationError`` for what XML or a double cannot hold.
  private func requireXML() throws {
    let texts = features.flatMap { [$0.name] + ($0.bands.levels ?? []).flatMap { $0.map(CellFormat.plain) } }
    let isPlain = texts.allSatisfy { text in
      text.unicodeScalars.allSatisfy { $0.value >= 0x20 || [0x9, 0xA, 0xD].contains($0.value) }
    }
    guard isPlain else {
      throw PreparationError(
        code: VerbCodes.fileFormat,
        message: "PMML cannot hold a name or a level with control characters, which `.sql` and `.json` can")
    }
    guard features.allSatisfy({ $0.bands.breaks.allSatisfy { abs($0) < 0x1p53 } }) else {
      throw PreparationError(
        code: VerbCodes.fileFormat, message: "PMML has doubles, which cannot tell whole numbers beyond 53 bits apart",
        help: "export `.json`")
    }
  }

  /// What the column of points is called: no feature has the name.
  private var outputName: String {
    var name = "points"
    while features.contains(where: { $0.name == name }) { name += "_" }
    return name
  }
}
