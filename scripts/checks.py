"""What the checks of real clients and servers share."""


def held(isTrue, what):
    """Says whether something held, and counts what did not."""
    print(("ok    " if isTrue else "WRONG ") + what, flush=True)
    if not isTrue:
        held.failures += 1


held.failures = 0
