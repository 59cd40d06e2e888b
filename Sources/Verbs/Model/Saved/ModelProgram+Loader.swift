extension ModelProgram {
  /// The model of a folder, the loader of MLflow, and the program itself.
  static let loader = #"""
    # The model of a folder, the loader of MLflow, and the program.

    def located(step):
        """A step of a recipe that can be applied; what it cannot do tells which step it is."""
        verb = step["verb"]
        if verb not in STEPS:
            raise Unsupported(f"the step `{step['text']}` is not known here")
        try:
            return STEPS[verb](step["state"])
        except Unsupported as problem:
            raise Unsupported(f"the step `{step['text']}`: {problem}") from None


    class Model:
        """A model of Carnet with its recipe, its calibration and its cut."""

        def __init__(self, folder):
            form = json.loads((pathlib.Path(folder) / "model.json").read_text(encoding="utf-8"))
            if form.get("carnet") != "model" or form.get("version") != MODEL_VERSION:
                raise Unsupported(f"model.json is not of version {MODEL_VERSION}, which this program knows")
            self.inputs, self.cut = form["inputs"], form.get("cut")
            rows = form["trainedRows"]
            self.key = rows["columns"] if rows["isKey"] else []
            self.steps = [(step["text"], located(step)) for step in form["recipe"]["steps"]]
            self.names, self.estimator = self.fitted(form["model"])
            self.maps = [calibration(step) for step in form.get("calibration", {}).get("steps", [])]
            # What an expression cannot do shows in a table without rows.
            self.features(Table({column["name"]: self.empty(column) for column in self.inputs}, 0))

        @staticmethod
        def fitted(form):
            if form["estimator"] not in ESTIMATORS:
                raise Unsupported(f"the estimator `{form['estimator']}` is not known here")
            return form["state"]["features"], ESTIMATORS[form["estimator"]](form["state"])

        @staticmethod
        def empty(column):
            made = nulls(0, column["type"])
            made.is_indicator = column.get("isIndicator", False)
            return made

        def prepared(self, table):
            """The table behind all steps of the recipe."""
            for text, step in self.steps:
                try:
                    table = step.apply(table)
                except (Misfit, Unsupported) as problem:
                    raise type(problem)(f"the step `{text}`: {problem}") from None
            return table

        def features(self, table):
            """The numbers that the estimator takes, a row for each, NaN for null."""
            table = self.prepared(table)
            columns = [fitted_column(table, name, NUMBERS | DATES, "a number") for name in self.names]
            return np.column_stack([column.numbers() for column in columns]) if columns else np.zeros((table.count, 0))

        def scores(self, table):
            x = self.features(table)
            # No library need be asked about no rows.
            scores = np.asarray(self.estimator.scores(x) if len(x) else [], np.float64)
            for change in self.maps:
                scores = np.array(list(map(change, scores.tolist())), np.float64)
            return scores

        def decisions(self, scores):
            return np.where(scores >= self.cut, "refuse", "grant").astype(object)

        def predict(self, model_input, params=None):
            """The score of each row and, where there is a cut, the decision, with the index of the rows."""
            if params:
                raise ValueError(f"the model takes no parameters, and `{next(iter(params))}` is given")
            scores = self.scores(frame_table(model_input, self.inputs))
            made = pd.DataFrame({"score": scores}, index=model_input.index)
            if self.cut is not None:
                made["decision"] = self.decisions(scores)
            return made


    def own_module(folder):
        """The program that lies in a folder: it may be another than that of its name which was imported first."""
        path = pathlib.Path(folder) / "carnet_apply.py"
        if not path.is_file() or path.read_bytes() == pathlib.Path(__file__).read_bytes():
            return sys.modules[__name__]
        spec = importlib.util.spec_from_file_location(f"carnet_apply_{abs(hash(path.read_bytes())):x}", path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        return module


    def _load_pyfunc(path):
        """What MLflow calls to load the model of a folder."""
        return own_module(path).Model(path)


    def score_file(model, path):
        """Prints the key columns, the score and the decision of each row of a CSV file."""
        fields, count = csv_table(pathlib.Path(path).read_text(encoding="utf-8"))
        missing = [f"`{column['name']}`" for column in model.inputs if column["name"] not in fields]
        if missing:
            raise ValueError(f"the rows lack {', '.join(missing)}, which the model was fitted on")
        columns = {column["name"]: fields_column(fields[column["name"]], column["type"], column["name"])
                   for column in model.inputs}
        for column in model.inputs:
            columns[column["name"]].is_indicator = column.get("isIndicator", False)
        scores = model.scores(Table(columns, count))
        rows = pd.DataFrame({name: fields[name] for name in model.key if name in fields}, index=range(count))
        rows["score"] = scores
        if model.cut is not None:
            rows["decision"] = model.decisions(scores)
        rows.to_csv(sys.stdout, index=False)


    def main():
        if len(sys.argv) != 2:
            sys.exit("usage: python carnet_apply.py rows.csv > scores.csv")
        try:
            score_file(Model(pathlib.Path(__file__).parent), sys.argv[1])
        except (OSError, ValueError, TypeError, ImportError) as problem:
            sys.exit(f"carnet_apply.py: {problem}")


    if __name__ == "__main__":
        main()

    """#
}
