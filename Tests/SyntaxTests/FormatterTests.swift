import Syntax
import Testing

@Suite struct FormatterTests {
  private func format(_ text: String) -> String {
    let (script, diagnostics) = Reading.parse(text)
    #expect(diagnostics == [])
    return Formatter.format(script)
  }

  @Test(arguments: [
    ("app|head   5", "app | head 5\n"),
    ("a|where(x==1)and not(y<2 or z)", "a | where x == 1 and not (y < 2 or z)\n"),
    ("a | derive x=((1+2)*3-(4-5))", "a | derive x = (1 + 2) * 3 - (4 - 5)\n"),
    ("a | derive x = -(-y)", "a | derive x = -(-y)\n"),
    ("a | derive x = (if a then b else c) + 1", "a | derive x = (if a then b else c) + 1\n"),
    ("a | threshold   cost:loss", "a | threshold cost: loss\n"),
    ("a | left join b on K==L ,M 1:m , x:1", "a | left join b on K == L, M 1:m, x: 1\n"),
    ("a | drop @( num-A )", "a | drop @(num - A)\n"),
    ("a | select `a b`, `where`, `plain`", "a | select `a b`, `where`, `plain`\n"),
    ("x = load \"a\\\\b{$c.d}\\{$e\"", "x = load \"a\\\\b{$c.d}\\{$e\"\n"),
    ("# top\n\n\n# next\na # end\n\n\n#last", "# top\n\n# next\na  # end\n\n# last\n"),
    ("a # one\n  # two\n | head # three", "a  # one\n  # two\n  | head  # three\n"),
    ("a | agg { # first\n x=1 # second\n\n # third\n long = 2, max(\n # in\n y)\n # closing\n } by K",
      """
      a
        | agg {
            # first
            x    = 1  # second

            # third
            long = 2
            # in
            max(y)
            # closing
          } by K

      """),
    ("p = cost { tn = -6, fp = 4, fn = 40, tp = 1 }", "p = cost {\n  tn = -6\n  fp = 4\n  fn = 40\n  tp = 1\n}\n"),
    ("define f(a,b)=where x>$a|head $b", "define f(a, b) = where x > $a | head $b\n"),
  ])
  func laysOut(_ text: String, _ expected: String) {
    let formatted = format(text)
    #expect(formatted == expected)
    #expect(format(formatted) == formatted)
  }
}
