"""The results as a table in Markdown and as a chart."""

import statistics

# Bars end at this multiple of the fastest peer's time.
CUT = 4
COLOURS = {"carnet": "#1b4965", "carnet, recorded": "#5b8fa8"}


def fastest(results):
    peers = {name: values for name, values in results.items() if not name.startswith("carnet")}
    return min(peers, key=lambda name: peers[name]["seconds"]) if peers else None


def gib(values):
    return f"{values['memory'] / 2**30:.2f}"


def table(results):
    lines = ["| task | Carnet s | recorded s | fastest peer | s | ratio | Carnet GiB | peer GiB |", "|---|---|---|---|---|---|---|---|"]
    for task, values in results.items():
        if "seconds" not in values.get("carnet", {}):
            continue
        ours, peer = values["carnet"], fastest(values)
        recorded = f"{values['carnet, recorded']['seconds']:.3f}" if "carnet, recorded" in values else "–"
        if peer is None:
            lines.append(f"| {task} | {ours['seconds']:.3f} | {recorded} | – | – | – | {gib(ours)} | – |")
            continue
        theirs = values[peer]
        lines.append(f"| {task} | {ours['seconds']:.3f} | {recorded} | {peer} | {theirs['seconds']:.3f} | "
                     f"{ours['seconds'] / theirs['seconds']:.2f} | {gib(ours)} | {gib(theirs)} |")
    if "replay" in results:
        first = results["replay"]["first run"]["seconds"]
        for name in ("second run", "verify"):
            seconds = results["replay"][name]["seconds"]
            lines.append(f"| {name} of the whole | {seconds:.3f} | – | first run | {first:.3f} | {seconds / first:.2f} | | |")
    if {"growth/300000", "growth/600000"} <= set(results):
        once, twice = (results[f"growth/{clients}"]["carnet"]["seconds"] for clients in (300000, 600000))
        lines += ["", f"Twice the clients (600 000 for 300 000) take Carnet {twice / once:.2f} times as long."]
    if "interrupt" in results:
        lines += ["", "| Ctrl-C in | stopped | median ms | slowest ms |", "|---|---|---|---|"]
        for name, seconds in results["interrupt"].items():
            times = [1000 * value for value in seconds]
            lines.append(f"| {name} | {len(times)} | " + (
                f"{statistics.median(times):.0f} | {max(times):.0f} |" if times else "– | – |"))
    if "serve" in results:
        lines += ["", "| service | singles a second | p50 ms | p95 ms | p99 ms | batches a second | first answer ms | MiB |",
                  "|---|---|---|---|---|---|---|---|"]
        for name, values in results["serve"].items():
            one = values["single"]
            lines.append(f"| {name} | {one['per_second']:.0f} | {1000 * one['p50']:.2f} | {1000 * one['p95']:.2f} | "
                         f"{1000 * one['p99']:.2f} | {values['batch']['per_second']:.1f} | {1000 * values['start']:.0f} | "
                         f"{values['memory'] / 2**20:.0f} |")
    answers = results.get("answers", {})
    if answers:
        same = sum(verdict == "same" for names in answers.values() for verdict in names.values())
        lines += ["", f"{same} of {sum(map(len, answers.values()))} answers of peers are the same as Carnet's."]
    return "\n".join(lines)


def chart(results, path):
    """Bars of seconds, a group for each task, Carnet's dark."""
    import matplotlib
    matplotlib.use("svg")
    from matplotlib import pyplot
    tasks = [task for task, values in results.items() if "seconds" in values.get("carnet", {}) and len(values) > 1]
    if not tasks:
        return
    figure, axes = pyplot.subplots(figsize=(9, 0.2 * sum(len(results[task]) + 1 for task in tasks) + 1))
    place, ticks = 0, []
    for task in reversed(tasks):
        values = sorted(results[task].items(), key=lambda item: item[0].startswith("carnet"))
        fast = results[task][fastest(results[task])]["seconds"]
        middle = place + (len(values) - 1) / 2
        for name, measured in values:
            share = measured["seconds"] / fast
            axes.barh(place, share, color=COLOURS.get(name, "#b8c4cc"), height=0.85)
            label = f" {name} {measured['seconds']:.2f} s "
            if share > CUT:
                axes.text(CUT, place, f"{label}({share:.1f}) ", va="center", ha="right", fontsize=6.5)
            else:
                axes.text(share, place, label, va="center", fontsize=6.5)
            place += 1
        ticks.append((middle, task))
        place += 0.8
    axes.axvline(1, color="black", linewidth=0.6)
    axes.set_yticks([at for at, _ in ticks], [task for _, task in ticks], fontsize=8)
    axes.set_xlim(0, CUT)
    axes.set_ylim(-1, place)
    axes.set_xlabel(f"time, as a multiple of the fastest peer's (cut off at {CUT})")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    figure.savefig(path, bbox_inches="tight")
