"""Writes expected.json: a small data set, scikit-learn's logistic regressions of it, what statsmodels says of those
without penalties, and shap's contributions. Run from this folder."""
import json

import numpy as np
import shap
import sklearn
import statsmodels
import statsmodels.api as sm
from sklearn.linear_model import LogisticRegression

rng = np.random.default_rng(3)
rows, columns = 700, 6
x = rng.normal(size=(rows, columns))
x[:, 3] = 0.7 * x[:, 0] + 0.3 * x[:, 3]
x[:, 4] = (x[:, 4] > 0.5).astype(float)
x[:, 5] = x[:, 5] * 3 + 40
x = np.round(x, 4)
logit = 1.2 * x[:, 0] - 0.8 * x[:, 1] + 0.5 * x[:, 4] - 1.5
y = (rng.random(rows) < 1 / (1 + np.exp(-logit))).astype(float)
w = np.round(rng.uniform(0.2, 3, rows), 3)


def significance(weighted):
    """Standard errors, z and p of the coefficients and, last, of the intercept."""
    design = np.column_stack([x, np.ones(rows)])
    model = sm.GLM(y, design, family=sm.families.Binomial(), freq_weights=w if weighted else None)
    result = model.fit(tol=1e-14, maxiter=200)
    if not weighted:
        plain = sm.Logit(y, design).fit(disp=0, method="newton", tol=1e-14)
        assert np.allclose(plain.bse, result.bse, rtol=1e-9) and np.allclose(plain.pvalues, result.pvalues, rtol=1e-8)
    return [result.bse.tolist(), result.tvalues.tolist(), result.pvalues.tolist()]


def case(l1, l2, weighted):
    """Fitted on centred columns, because saga settles slowly otherwise; the intercept is moved back."""
    total = l1 + l2
    model = LogisticRegression(C=1 / total if total else np.inf, l1_ratio=l1 / total if total else 0,
                               solver="saga" if l1 else "newton-cholesky", tol=1e-13 if l1 else 1e-12,
                               max_iter=200_000 if l1 else 1000)
    mean = x.mean(axis=0)
    model.fit(x - mean, y, sample_weight=w if weighted else None)
    coefficients = model.coef_[0]
    intercept = float(model.intercept_[0] - coefficients @ mean)
    # All rows are the background: by default 100 of them would be.
    background = shap.maskers.Independent(x, max_samples=rows)
    explainer = shap.LinearExplainer((coefficients, intercept), background)
    return {
        "l1": l1, "l2": l2, "weighted": weighted, "coefficients": coefficients.tolist(),
        "intercept": intercept,
        "significance": significance(weighted) if total == 0 else None,
        "contributions": [[*row, float(explainer.expected_value)] for row in explainer.shap_values(x[:10]).tolist()],
        "probabilities": model.predict_proba(x[:20] - mean)[:, 1].tolist(),
    }


cases = [case(0, 1, False), case(0, 50, False), case(0, 0, False), case(0, 2, True),
         case(5, 0, False), case(20, 0, False), case(4, 3, False), case(4, 3, True), case(0, 0, True)]
# The least penalty that makes all coefficients 0.
greatest = float(np.abs((x - x.mean(axis=0)).T @ (y - y.mean())).max())
path = [case(greatest * 0.001 ** (i / 7), 0, False) for i in range(8)]
path = [{key: step[key] for key in ("l1", "coefficients", "intercept")} for step in path]
out = {"versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "statsmodels": statsmodels.__version__,
                    "shap": shap.__version__}, "tolerance": 1e-7,
       "columns": x.T.tolist(), "labels": y.tolist(), "weights": w.tolist(), "cases": cases, "path": path}
with open("expected.json", "w") as file:
    json.dump(out, file)
