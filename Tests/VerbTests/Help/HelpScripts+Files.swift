extension HelpScripts {
  /// Files, and what is said when they are read.
  static let files: [(name: String, text: String, script: String)] = [
    ("zip.csv", "PK\u{3}\u{4}abc", "load \"FILE\""), ("a.csv", "a\n1,5\n2,5\n3,25\n", "load \"FILE\""),
    ("b.csv", "a;b\n1;2\n3;4;5\n", "load \"FILE\""),
    ("c.csv", "a,b\n1,\"x\\\"y\"\n2,\"z\\\", \"\n3,4\n", "load \"FILE\""),
    ("d.csv", "a,b\n1,'x,y'\n2,'z'\n", "load \"FILE\""), ("e.csv", "a,b\n1,2,3\n4,5,6\n7,8,9\n", "load \"FILE\""),
    ("f.csv", "a,b\n\"1,\"\"x\"\"\"\n2,y\n3,z\n", "load \"FILE\""),
    ("g.csv", "a,b\n1,2\n3,4\n\nTotal\n", "load \"FILE\""),
    ("h.csv", "a,b\n1,2\n3,4\n\nc,d,e\n1,2,3\n", "load \"FILE\""),
    ("i.csv", "Report of May\n\na,b\n1,2\n", "load \"FILE\""),
    ("j.csv", "a,b\n# remark, and more, here\n1,2\n", "load \"FILE\""),
    ("k.csv", "a,b\n1,\"x\n2,y\n3,z\n", "load \"FILE\""), ("l.csv", "a,b\n1\n2,3\n", "load \"FILE\""),
    ("m.csv", "a,b\n1,x\n2,y\n", "load \"FILE\", types: [b: int]"),
    ("n.csv", "a,b\n1,2\n", "load \"FILE\", types: [c: int]"), ("o.csv", "a,b\n1,2\n", "load \"FILE\", columns: [c]"),
    ("p.csv", "a,b\n1,2\n", "load \"FILE\", separator: \"ab\""),
    ("q.csv", "a,b\n1,2\n", "load \"FILE\", quote: \",\""), ("r.csv", "a,b\n1,2\n", "load \"FILE\", skip: 10"),
    ("s.csv", "a,b\n1,2\n", "load \"FILE\", encoding: utf9"),
    ("t.csv", "a,b\n1,2\n", "load \"FILE\", decimal: \",\", thousands: \",\""), ("u.csv", "", "load \"FILE\""),
    ("v.csv", "a,a\n1,2\n", "load \"FILE\" | select a"), ("w.csv", "a,b\n1,2\n", "load \"FILE\", key: c"),
    ("x.csv", "a,b\n1,2\n", "load \"FILE\", target: c"), ("y.csv", "a,b\n1,2\n", "load \"FILE\", format: excel"),
    ("z.csv", "a,b\n1,2\n", "load \"FILE\", header: 5"),
    ("za.csv", "\u{FEFF}a,b\n1,2\n", "load \"FILE\", columns: a"), ("zb.tsv", "a\tb\n1\t2\t3\n", "load \"FILE\""),
    ("zc.csv", "a,\"b\n1,2\n3,4\n", "load \"FILE\""), ("zd.csv", "a,b\n1,2\n3,4,5\n6,7,8\n9,10\n", "load \"FILE\""),
    ("ze.csv", "a,b\n1,2\n", "load \"FILE\", until: line"), ("a.jsonl", "[{\"a\": 1}]\n", "load \"FILE\""),
    ("b.jsonl", "{\"a\": 1\n}\n", "load \"FILE\""), ("c.jsonl", "{\"a\": NaN}\n", "load \"FILE\""),
    ("d.jsonl", "{\"a\": 007}\n", "load \"FILE\""),
    ("e.jsonl", "{\"a\": {\"b\": 1}}\n", "load \"FILE\", columns: [a]"),
    ("f.jsonl", "{\"a\": [1,\n2]}\n", "load \"FILE\""), ("g.jsonl", "{a: 1}\n", "load \"FILE\""),
    ("h.jsonl", "{'a': 1}\n", "load \"FILE\""), ("i.jsonl", "{\"a\": 1},\n", "load \"FILE\""),
    ("j.jsonl", "{\"a\": True}\n", "load \"FILE\""), ("k.jsonl", "{\"a\": 1} {\"a\": 2}\n", "load \"FILE\""),
    ("l.jsonl", "{\"a\": \"x\n", "load \"FILE\""), ("m.jsonl", "1\n", "load \"FILE\""),
    ("n.jsonl", "{\"a\": 1, \"a\": 2}\n", "load \"FILE\""), ("o.jsonl", "{\"a\": 1,}\n", "load \"FILE\""),
    ("p.jsonl", "{\"a\" 1}\n", "load \"FILE\""), ("q.jsonl", "{\"a\": \"\\x\"}\n", "load \"FILE\""),
    ("r.jsonl", "", "load \"FILE\""), ("s.parquet", "not parquet", "load \"FILE\""),
    ("t.model", "nonsense", "m = load \"FILE\""), ("u.txt", "a,b\n1,2\n", "load \"DIR/*.none\""),
    ("v.txt", "a,b\n1,2\n", "load \"DIR/empty\""), ("w.txt", "a,b\n1,2\n", "load \"DIR/mixed/*.csv\""),
    ("x.txt", "a,b\n1,2\n", "load \"DIR/parts/**/*.csv\""), ("y.txt", "a,b\n1,2\n", "load \"DIR/parts\""),
    ("z.csv", "a,b\n1,2\n", "t = load \"FILE\"\nt | export \"FILE\""),
  ]

  /// Files that the scripts speak of.
  static let more: [(String, String)] = [
    ("empty/readme.nothing", "x"), ("mixed/a.csv", "a\n1\n"), ("mixed/b.csv", "a\nx\n"),
    ("parts/y=1/a.csv", "a\n1\n"), ("parts/z=2/b.csv", "a\n2\n"),
  ]
}
