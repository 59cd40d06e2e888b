import Files
import Testing

@Suite struct PathPartsTests {
  @Test(arguments: [
    ("a/b.csv", "a", "b.csv", "csv", "a/b"), ("b.csv", "", "b.csv", "csv", "b"), ("/b.csv", "/", "b.csv", "csv", "/b"),
    ("/a/b/", "/a", "b", "", "/a/b"), ("a//b", "a", "b", "", "a/b"), ("", "", "", "", ""), ("/", "/", "", "", "/"),
    ("a", "", "a", "", "a"), ("a/", "", "a", "", "a"), ("…", "", "…", "", "…"), ("\0", "", "\0", "", "\0"),
    (".csv", "", ".csv", "", ".csv"), ("a.", "", "a.", "", "a."), ("a.b.c", "", "a.b.c", "c", "a.b"),
    ("../x.tar.gz", "..", "x.tar.gz", "gz", "../x.tar"), ("é/ö.ü", "é", "ö.ü", "ü", "é/ö"), ("//", "/", "", "", "/"),
  ])
  func parts(path: String, folder: String, name: String, ending: String, rest: String) {
    let parts = PathParts(path)
    #expect(parts.folder == folder && parts.name == name)
    #expect(parts.ending == ending && parts.withoutEnding == rest)
  }
}
