import SampleData
import Testing

@Suite struct GeneratorArgumentsTests {
  @Test func readsAllArguments() throws {
    let arguments = try GeneratorArguments(["--out", "x", "--clients", "2000", "--seed", "7", "--threads", "2"])
    #expect(arguments.clients == 2_000)
    #expect(arguments.seed == 7)
    #expect(arguments.folder == "x")
    #expect(arguments.threads == 2)
    #expect(!arguments.wantsHelp)
    #expect(try GeneratorArguments(["--clients", "1", "--out", "x"]).seed == 42)
    #expect(try GeneratorArguments(["--clients", "1", "--help"]).wantsHelp)
  }

  @Test(arguments: [
    ([], "--clients is missing"),
    (["--clients", "5"], "--out is missing"),
    (["--clients"], "--clients needs a value"),
    (["--client", "5"], "unknown argument '--client'"),
    (["--clients", "0", "--out", "x"], "--clients takes a whole number from 1 to 10000000, not '0'"),
    (["--clients", "many", "--out", "x"], "--clients takes a whole number from 1 to 10000000, not 'many'"),
    (["--clients", "5", "--out", "x", "--threads", "-1"], "--threads takes a whole number from 1 to 256, not '-1'"),
  ])
  func saysWhatIsWrong(_ arguments: [String], _ message: String) {
    #expect(throws: GeneratorArguments.UsageError(message: message)) { try GeneratorArguments(arguments) }
  }
}
