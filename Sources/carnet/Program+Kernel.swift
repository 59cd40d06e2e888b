import Files
import Forms
import Jupyter
import Session
import Verbs
import Workbench

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension Program {
  /// Answers a Jupyter client until it has enough.
  ///
  /// - Parameter file: what the client wrote about where it waits.
  func kernel(_ file: String) -> ExitCode {
    do {
      let connection = try KernelConnection(try FileSystem.read(file))
      var options = Session.Options()
      options.overrides = invocation.settings
      let session = Session(catalog: .standard, options: options)
      // A folder that nobody may write to has no journal; the notebook is kept by its client all the same.
      session.journal = try? Journal(folder: Self.journals)
      session.runLog = RunLog(script: "notebook")
      let tracker = track(session, as: "notebook")
      let workbench = Workbench(session: session, codes: Self.codes, threads: execution.threads)
      workbench.folder = Self.sessions
      workbench.outgoing = tracker
      try Kernel(connection, workbench, version: Self.version).run()
      return .done
    } catch {
      output.say("carnet: \(error)")
      return error is FileFailure || error is FormError ? .missingInput : .failed
    }
  }

  /// Tells Jupyter that there is this kernel.
  func installKernel(_ place: Invocation.KernelPlace) -> ExitCode {
    guard let program = Self.ownPath, let data = Self.dataFolder(place) else {
      output.say("carnet: where Jupyter keeps its kernels cannot be told; write `--prefix FOLDER`")
      return .failed
    }
    // Libraries that do not lie above the program's own folder are found by variables, and a notebook is started in
    // another folder with other ones.
    let variables: [String] = ["CARNET_ARROW", "CARNET_LIGHTGBM", "CARNET_XGBOOST"]
    let found = variables.compactMap { name in
      getenv(name).flatMap { Self.absolute(String(cString: $0)) }.map { (name, $0) }
    }
    let specification = KernelSpecification(program: program, environment: Dictionary(uniqueKeysWithValues: found))
    do {
      let folder = try specification.install(in: data)
      output.say("installed the kernel `carnet` in \(folder)")
      return .done
    } catch {
      output.say("carnet: \(error)\nhelp: `--user` installs it for yourself")
      return .failed
    }
  }

  private static func absolute(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }

  /// The program that runs.
  private static var ownPath: String? {
    #if os(Linux)
    return absolute("/proc/self/exe")
    #else
    return absolute(CommandLine.arguments[0])
    #endif
  }

  /// The folder of Jupyter's data, as `jupyter --paths` has it.
  private static func dataFolder(_ place: Invocation.KernelPlace) -> String? {
    let home = getenv("HOME").map { String(cString: $0) }
    switch place {
    case .prefix(let folder): return folder + "/share/jupyter"
    case .everybody: return "/usr/local/share/jupyter"
    case .user:
      if let folder = getenv("JUPYTER_DATA_DIR").map({ String(cString: $0) }) { return folder }
      #if os(Linux)
      let shared = getenv("XDG_DATA_HOME").map { String(cString: $0) } ?? ""
      return shared.isEmpty ? home.map { $0 + "/.local/share/jupyter" } : shared + "/jupyter"
      #else
      return home.map { $0 + "/Library/Jupyter" }
      #endif
    }
  }
}
