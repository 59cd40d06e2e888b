extension HelpScripts {
  /// Statements that are wrong, behind the table `t`.
  static let statements: [String] = [
    "param p: whole = 3", "param p: int = \"a\"", "param p = 3", "param p: int", "param: int = 3", "param p: int = x",
    "option sum_empty", "option what: 3", "option sum_empty: 3", "option sum_empty: null\noption sum_empty: zero",
    "seed", "seed x", "seed 1.5", "define f(a) = where x > $a | f 3\nt | f 3", "define f() =", "define f = head 3",
    "define f(a, a) = head $a", "define f(a) = head $b\nt | f 3", "define f(a) = head $a\nt | f",
    "define f(a) = head $a\nt | f 1, 2", "define head(a) = tail $a", "define f(a = 3) = head $a\nt | f",
    "define t(a) = head $a", "assert x == 1", "assert", "assert 1", "assert 1 == 2", "a = ", "a = 3",
    "a = t | head 3\na | heed 3", "a = 3 +", "x = \"abc\"", "t = range 3", "if = range 3", "T | head", "print(t)",
    "t; t", "t | head 3 # ok\n  where x > 1", "$t.rows", "assert $t.row == 12", "assert $u.rows == 12",
    "assert $t == 1", "param months: int = 3\nt | head months", "param p: list = [1, 2]\nt | head $p",
    "t | derive z = \"{$nothing}\"", "a = t | agg s = sum(x)\nt | derive z = $a.sum",
    "a = t | agg s = sum(x)\nt | derive z = $a.s.x", "a = t | agg s = sum(x)\nt | derive z = $a",
    "t | derive z = $t.x", "carnet 2", "carnet", "for i in [1, 2]", "while yes", "def f(x)", "function f",
    "let a = t", "var a = t", "import x", "recipe | head 3", "p = recipe | export \"a.csv\"",
    "p = recipe | scale\nt | p", "t | t", "t | u", "cost { fn = 10 where x > 1 }", "cost { fn = }", "cost { fx = 1 }",
    "cost", "cost { fn = 1, fn = 2 }", "cost total 3", "cost total AMT * fn", "cost total fn = 3", "range -1",
    "range 1.5", "range 99999999999", "range 3 4", "range n", "app[\"X\"]", "t$x", "select x from t",
    "SELECT x FROM t", "t %>% head(3)", "t |> head 3", "t -> u", "u <- t | head 3", "head(t)", "t.x.mean()", "df = t",
    "table 3", "table { \"a,b\", \"1,2,3\" }", "table { \"a\", 5 }", "table { \"a,b\", \"1,2\", \"1,2,3\", \"4,5\" }",
    "table { \"a\", \"x\" }, types: [a: int]", "table { }", "table",
    "2 + x", "round(t)", "$t.rows + k", "param months: int = 3\n2 * months", "2 +", "(1 + 2",
    "t | derive z = 9007199254740993 | export \"DIR/big.xlsx\"", "t | export \"DIR/t.xlsx\", sheet: \"a/b\"",
    "t | derive d = date \"1850-01-01\" | export \"DIR/old.xlsx\"", "t | export \"DIR/t.csv\", sheet: \"a\"",
    "t | export \"DIR/t.xlsx.gz\"", "t | export \"DIR/s.xlsx\"\nload \"DIR/s.xlsx\", sheet: \"Shet1\"",
    "t | export \"DIR/s.xlsx\"\nload \"DIR/s.xlsx\", sheet: \"Other\"",
    "t | export \"DIR/s.xlsx\"\nload \"DIR/s.xlsx\", sheet: 0",
    "t | export \"DIR/s.xlsx\"\nload \"DIR/s.xlsx\", types: [name: int]",
    "t | export \"DIR/s.csv\"\nload \"DIR/s.csv\", sheet: 1", "load \"Tests/Parity/xlsx/no-value.xlsx\"",
    "load \"Tests/Parity/xlsx/locked.xlsx\"",
    "t | derive long = \"\(String(repeating: "x", count: 33_000))\" | export \"DIR/long.xlsx\"",
    "range 1048576 | export \"DIR/long.xlsx\"",
    "t | roles", "t | roles key: x, target: x", "t | roles key: zz", "t | roles target: name",
  ]

  /// Scripts without a table.
  static let whole: [String] = [
    "t = range 3\n", "head 3", "| head 3", "# begins with a pipe\n| head 3",
    "t", "app | head 3", "head = range 3", "load", "load a.csv",
    "load \"a.csv\"", "load \"data/home-credit/application_tran.csv\"", "load \"data\"", "load \"data/*.nothing\"",
    "load \"data/home-credit\"", "app = load \"data/home-credit/application_train.csv\", columns: [SK_ID_CUR]",
    "range 3 | repairs", "repairs t", "repairs", "t = range 3\nrepairs t | head", "\"abc\"", "3", "x", "@num",
    "(range 3)", "range 3 | where (n > 1", "range 3 | where n > 1)", "range 3 | derive { a = 1",
    "range 3 | derive a = \"abc", "range 3 | derive a = “abc”", "range 3 |\n\nrange 4", "range(3)",
    "range 3 | head(2)", "range 3 | sort(desc(n))", "t = range 3 | derive g = \"a\"\nt | cv", "range 3 | plot",
    "range 3 | cv dummy",
  ]
}
