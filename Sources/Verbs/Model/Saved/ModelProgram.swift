/// The program that lies in a model's folder: it scores rows with pandas and the model's own library, and loads the
/// model for MLflow.
///
/// It is written in Python, in one module, and does all that a recipe can hold as Carnet does; `scripts/apply-check.py`
/// compares them. Whoever changes what a step, a function or an estimator makes of rows changes it here as well.
enum ModelProgram {
  /// The module's name, without its ending.
  static let module = "carnet_apply"
  /// What the file is called.
  static let fileName = module + ".py"
  /// The whole text. Its parts stand in one another's order, with two empty lines between.
  static let text = [
    head, columns, input, syntax, patterns, expressions, functions, steps, gaps, models, loader,
  ].joined(separator: "\n\n")

  private static let head = #"""
    """Applies the model in this folder, without Carnet.

    As a program, `python carnet_apply.py rows.csv > scores.csv` writes the key columns, the score and the decision.

    As a loader of MLflow's pyfunc flavour (`loader_module: carnet_apply`), `_load_pyfunc(folder)` gives an object whose
    `predict` takes a DataFrame of raw rows and returns one with `score` and, where the model has a cut, `decision`.

    The rows are the raw ones: the steps of the model's recipe are applied here. What this program cannot do exactly as
    Carnet does is refused when the model is loaded.
    """

    import bisect
    import collections
    import datetime
    import decimal
    import importlib.util
    import json
    import math
    import operator
    import pathlib
    import re
    import sys

    import numpy as np
    import pandas as pd

    MODEL_VERSION = 1
    LEAST, GREATEST = -(2**63), 2**63 - 1
    MICROSECONDS_PER_DAY = 86_400_000_000
    # Beyond it a float does not hold every whole number.
    EXACT_FLOATS = 2**53


    class Unsupported(ValueError):
        """The model holds something that this program cannot do exactly as Carnet does."""


    class Misfit(TypeError):
        """Values are not of the type that the model needs."""

    """#
}
