"""The files that situations read, made when they are first asked for and kept for the next time."""

import subprocess


class Files(dict):
    """For each name in a situation, the path of its file of some rows, without an ending."""

    def __init__(self, folder, rows, program):
        super().__init__()
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.rows, self.program = folder, rows, program

    def __or__(self, more):
        self.update(more)
        return self

    def __missing__(self, name):
        path = self.folder / f"{name}-{self.rows}"
        if not (done := self.folder / f"{name}-{self.rows}.done").exists():
            getattr(self, f"make_{name}")(path)
            done.touch()
        return str(path)

    def carnet(self, script):
        subprocess.run([self.program, "-c", script], check=True, stdout=subprocess.DEVNULL)

    def make_numbers(self, path):
        self.carnet(f'range {self.rows} | derive {{ a = n * 37 % 1000003 / 7, b = n % 999 }} | export "{path}.csv"')

    def make_parquet(self, path):
        self.carnet(f'range {self.rows} | derive {{ a = n * 37 % 1000003 / 7, b = n % 999 }} | export "{path}.parquet"')

    def make_wide(self, path):
        items = ", ".join(f"c{i} = n * {37 + i} % 10007 / 4" for i in range(1000))
        self.carnet(f'range {self.rows} | derive {{ {items} }} | export "{path}.csv"')

    def make_text(self, path):
        with open(f"{path}.csv", "w") as file:
            file.write("t,u\n")
            for row in range(self.rows):
                file.write(f"client-number-{row * 7919 % 1000000007:012d},{row * 37 % self.rows}\n")
        subprocess.run(f"gzip -1 -k -f {path}.csv", shell=True, check=True)
        load = f'load "{path}.csv"'
        self.carnet(f'{load} | export "{path}.parquet"')
        self.carnet(f'{load} | export "{path}.jsonl"')
        with open(f"{path}.jsonl") as lines, open(f"{path}.json", "w") as file:
            file.write("[")
            file.writelines(("," if number else "") + line for number, line in enumerate(lines))
            file.write("]")

    def make_folder(self, path):
        path.mkdir(exist_ok=True)
        for part in range(4):
            with open(path / f"part-{part}.csv", "w") as file:
                file.write("t,u\n")
                for row in range(part, self.rows, 4):
                    file.write(f"client-number-{row * 7919 % 1000000007:012d},{row * 37 % self.rows}\n")

    def make_long(self, path):
        with open(f"{path}.csv", "w") as file:
            file.write("t,u\n")
            for row in range(self.rows):
                file.write(f"{str(row) * (8_000_000 // len(str(row)))},{row}\n")
