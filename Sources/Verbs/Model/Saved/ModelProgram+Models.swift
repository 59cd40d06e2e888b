extension ModelProgram {
  /// The estimators and the calibrations.
  static let models = #"""
    # Models: the probability of class 1 that an estimator gives each row of its features, and its calibration.

    def probability(odds):
        """1 / (1 + exp(-odds)), without overflow."""
        small = math.exp(-abs(odds))
        return 1 / (1 + small) if odds >= 0 else small / (1 + small)


    def require_complete(x, names, what):
        for place, name in enumerate(names):
            if np.isnan(x[:, place]).any():
                raise ValueError(f"{what} takes no nulls, and the feature `{name}` has {np.isnan(x[:, place]).sum()}")


    class Dummy:
        def __init__(self, state):
            self.prior = state["prior"]

        def scores(self, x):
            return [self.prior] * len(x)


    class Logistic:
        def __init__(self, state):
            self.names, self.coefficients, self.intercept = state["features"], state["coefficients"], state["intercept"]

        def scores(self, x):
            require_complete(x, self.names, "logistic regression")
            odds = np.full(len(x), self.intercept, np.float64)
            with np.errstate(all="ignore"):
                # One feature after another, as Carnet adds them up.
                for place, coefficient in enumerate(self.coefficients):
                    odds = odds + coefficient * x[:, place] if coefficient else odds
            return list(map(probability, odds.tolist()))


    class Scorecard:
        """Points for each feature, the sum of which stands for odds."""

        def __init__(self, state):
            self.names, self.is_rounded = state["features"], state["isRounded"]
            self.coefficients = [term["coefficient"] for term in state["terms"]]
            self.scale, self.intercept = state["scale"], state["intercept"]
            self.factor = self.scale["pdo"] / math.log(2)
            self.log_odds = math.log(self.scale["odds"])

        def whole(self, points):
            # Halves go away from zero, as in Carnet, and no zero is negative.
            size, below = np.abs(points), np.floor(np.abs(points))
            nearest = np.copysign(np.where(size - below >= 0.5, below + 1, below), points)
            return (nearest if self.is_rounded else points) + 0.0

        def scores(self, x):
            require_complete(x, self.names, "a scorecard")
            base = self.scale["base"] - self.factor * (self.intercept + self.log_odds)
            points = np.full(len(x), self.whole(np.float64(base)))
            for place, coefficient in enumerate(self.coefficients):
                if coefficient:
                    points = points + self.whole(-self.factor * coefficient * x[:, place])
            return [probability((self.scale["base"] - sum_) / self.factor - self.log_odds) for sum_ in points.tolist()]


    class NaiveBayes:
        def __init__(self, state):
            self.names, self.classes = state["features"], state["classes"]

        def scores(self, x):
            require_complete(x, self.names, "naive Bayes")
            zero, one = self.classes
            odds = np.full(len(x), math.log(one["prior"]) - math.log(zero["prior"]))
            with np.errstate(all="ignore"):
                for place in range(len(self.names)):
                    spreads = [math.sqrt(own["variances"][place]) for own in self.classes]
                    z0, z1 = ((x[:, place] - own["means"][place]) / spread
                              for own, spread in zip(self.classes, spreads))
                    odds = odds + (math.log(spreads[0]) - math.log(spreads[1]) + 0.5 * (z0 - z1) * (z0 + z1))
            if np.isnan(odds).any():
                raise ValueError(f"row {np.flatnonzero(np.isnan(odds))[0]} lies too far from all that was learnt")
            return list(map(probability, odds.tolist()))


    class Trees:
        """Trees in preorder: a node is 0 for a leaf, or its feature counted from 1, negative where gaps go left."""

        def __init__(self, form):
            nodes = np.array(form["nodes"], np.float64).astype(np.int64)
            self.is_leaf = nodes == 0
            self.feature = np.where(self.is_leaf, 0, np.abs(nodes) - 1)
            self.missing_left = nodes < 0
            self.threshold = np.zeros(len(nodes))
            self.threshold[~self.is_leaf] = [float(number) for number in form["thresholds"]]
            self.value = np.zeros(len(nodes))
            self.value[self.is_leaf] = np.array(form["positives"], np.float64) / np.array(form["weights"], np.float64)
            self.right, self.roots = self.linked(self.is_leaf.tolist())

        @staticmethod
        def linked(is_leaf):
            """The right child of each node, and the roots."""
            right, roots, waiting = np.zeros(len(is_leaf), np.int64), [0], []
            for place, leaf in enumerate(is_leaf):
                if not leaf:
                    waiting.append(place)
                elif waiting:
                    right[waiting.pop()] = place + 1
                elif place + 1 < len(is_leaf):
                    roots.append(place + 1)
            return right, roots

        def sums(self, x, start):
            """The values of the leaves that each row falls into, added up in the order of the trees."""
            sums, rows = np.full(len(x), start, np.float64), np.arange(len(x))
            for root in self.roots:
                place = np.full(len(x), root)
                while not self.is_leaf[place].all():
                    number = x[rows, self.feature[place]]
                    goes_left = (number <= self.threshold[place]) | (np.isnan(number) & self.missing_left[place])
                    next_place = np.where(goes_left, place + 1, self.right[place])
                    place = np.where(self.is_leaf[place], place, next_place)
                sums = sums + self.value[place]
            return sums


    class Forest:
        """A tree, or the mean of many."""

        def __init__(self, state):
            self.trees = Trees(state["trees"])

        def scores(self, x):
            return self.trees.sums(x, 0.0) / len(self.trees.roots)


    class HistBoosting:
        def __init__(self, state):
            self.trees, self.baseline = Trees(state["trees"]), state["baseline"]

        def scores(self, x):
            return list(map(probability, self.trees.sums(x, self.baseline).tolist()))


    class LightGBM:
        def __init__(self, state):
            import lightgbm
            self.booster = lightgbm.Booster(model_str="\n".join(state["lines"]))

        def scores(self, x):
            return self.booster.predict(x)


    class XGBoost:
        """It computes in single precision."""

        def __init__(self, state):
            import xgboost
            self.names = state["features"]
            self.booster = xgboost.Booster(model_file=bytearray("\n".join(state["lines"]).encode()))

        def scores(self, x):
            with np.errstate(over="ignore"):
                too_large = np.isinf(x.astype(np.float32)).any(axis=0)
            if too_large.any():
                name = self.names[too_large.argmax()]
                raise ValueError(f"XGBoost computes in single precision, and the feature `{name}` lies beyond it")
            return self.booster.inplace_predict(x, missing=np.nan)


    ESTIMATORS = {
        "dummy": Dummy, "hist_boosting": HistBoosting, "lightgbm": LightGBM, "logistic": Logistic,
        "naive_bayes": NaiveBayes, "random_forest": Forest, "scorecard": Scorecard, "tree": Forest,
        "xgboost": XGBoost,
    }
    # How much a score is held away from 0 and 1 before its logarithm is taken.
    MARGIN = 2**-52


    def calibration(step):
        """The map of one step of a calibration, from a score to a probability."""
        (kind, numbers), = step.items()
        if kind == "isotonic":
            return lambda score: interpolated(score, numbers["scores"], numbers["values"])
        if kind == "platt":
            return lambda score: calibrated(numbers["slope"] * log_odds(score) + numbers["intercept"])
        if kind == "shift":
            return lambda score: calibrated(log_odds(score) + numbers["by"])
        if kind == "beta":
            a, b, c = numbers["a"], numbers["b"], numbers["c"]
            return lambda score: calibrated(a * math.log(kept(score)) - b * math.log1p(-kept(score)) + c)
        raise Unsupported(f"the calibration `{kind}` is not known here")


    def kept(score):
        return min(max(score, MARGIN), 1 - MARGIN)


    def log_odds(score):
        return math.log(kept(score)) - math.log1p(-kept(score))


    def calibrated(odds):
        return 1 / (1 + math.exp(-odds)) if odds >= 0 else math.exp(odds) / (1 + math.exp(odds))


    def interpolated(score, scores, values):
        """Straight lines between points, level beyond both ends."""
        if not score > scores[0]:
            return values[0]
        if not score < scores[-1]:
            return values[-1]
        low = bisect.bisect_right(scores, score) - 1
        share = (score - scores[low]) / (scores[low + 1] - scores[low])
        return values[low] + share * (values[low + 1] - values[low])

    """#
}
