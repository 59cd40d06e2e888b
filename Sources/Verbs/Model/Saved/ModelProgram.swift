/// The program that lies in a model's folder: it scores the rows of a CSV file with pandas and the model's own library.
enum ModelProgram {
  static let text = #"""
    """Scores the rows of a CSV file by the model in this folder: python apply.py rows.csv > scores.csv"""
    import json, pathlib, sys
    import numpy as np, pandas as pd

    folder = pathlib.Path(__file__).parent
    model, contract = (json.loads((folder / name).read_text()) for name in ("model.json", "contract.json"))
    kinds = {"text": str, "int": float, "float": float}
    raw = {c["name"]: kinds[c["type"]] for c in contract["inputs"] if c["type"] in kinds}
    gaps = dict(keep_default_na=False, na_values={name: [""] for name in raw})
    table = pd.read_csv(sys.argv[1], dtype=raw, float_precision="round_trip", **gaps)
    rows = table[[c for c in contract.get("key", []) if c in table]].copy()
    table = table[[c["name"] for c in contract["inputs"]]].copy()
    for step in model["recipe"]["steps"]:
        verb, state = step["verb"], step["state"]
        plain = "groups" not in state and not state.get("addsIndicators")
        if verb == "impute" and plain and all("filling" in c for c in state["sources"]):
            for c in state["sources"]: table[c["name"]] = table[c["name"]].fillna(c["filling"])
        elif verb == "scale":
            for c in state["scales"]: table[c["name"]] = (table[c["name"]].astype(float) - c["centre"]) / c["spread"]
        elif verb == "clip":
            for c in state["bounds"]: table[c["name"]] = table[c["name"]].clip(c.get("low"), c.get("high"))
        elif verb == "onehot" and all(c["type"] == "text" for c in state["sources"]):
            for c in state["sources"]:
                made = {name: (table[c["name"]] == level).astype(int) for level, name in zip(c["levels"], c["names"])}
                table = table.assign(**made)
            if not state["keepsSource"]: table = table.drop(columns=[c["name"] for c in state["sources"]])
        elif verb in ("prune", "top"):
            gone = {r["name"] for r in state["removals"]} if verb == "prune" else set(table) - set(state["kept"])
            table = table.drop(columns=[c for c in table if c in gone])
        elif verb != "balance":
            sys.exit(f"apply.py does not know the step `{step['text']}`: prepare the rows with Carnet")
    x = table[[f["name"] for f in contract["features"]]].astype(float).to_numpy()
    kind, state = model["model"]["estimator"], model["model"]["state"]
    file = str(folder / contract.get("library_file", ""))
    if kind == "lightgbm": import lightgbm; score = lightgbm.Booster(model_file=file).predict(x)
    elif kind == "xgboost": import xgboost; score = xgboost.Booster(model_file=file).inplace_predict(x, missing=np.nan)
    elif kind == "logistic": score = 1 / (1 + np.exp(-(x @ state["coefficients"] + state["intercept"])))
    else: sys.exit(f"apply.py does not know the model `{kind}`: predict with Carnet")
    score = np.asarray(score, float)
    for step in model.get("calibration", {}).get("steps", []):
        p, (how, m) = np.clip(score, 2**-52, 1 - 2**-52), next(iter(step.items()))
        if how == "isotonic": score = np.interp(score, m["scores"], m["values"]); continue
        a, b = (m["slope"],) * 2 if how == "platt" else (m.get("a", 1), m.get("b", 1))
        c = m.get("intercept", m.get("by", m.get("c")))
        score = 1 / (1 + np.exp(-(a * np.log(p) - b * np.log1p(-p) + c)))
    rows["score"] = score
    if "cut" in contract: rows["decision"] = np.where(score >= contract["cut"], "refuse", "grant")
    rows.to_csv(sys.stdout, index=False)

    """#
}
