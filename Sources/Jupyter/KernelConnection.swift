import Forms

/// Where a client waits for a kernel, and by what key both sign their messages: what the client wrote into the
/// connection file.
package struct KernelConnection: Sendable, Equatable {
  /// The address that the kernel listens at.
  package let host: String
  package let shell: Int
  package let control: Int
  package let input: Int
  package let output: Int
  package let heartbeat: Int
  /// What signs messages; none where they are not signed.
  package let key: [UInt8]

  /// - Throws: `FormError` for what is no connection file that the kernel can serve.
  package init(_ bytes: [UInt8]) throws(FormError) {
    let form = try JSONReader.parse(bytes)
    func text(_ name: String) throws(FormError) -> String {
      guard let text = form[name]?.text else {
        throw FormError("there is no text `\(name)`", at: "the connection file")
      }
      return text
    }
    func port(_ name: String) throws(FormError) -> Int {
      guard let port = form[name]?.int, (1...65_535).contains(port) else {
        throw FormError("`\(name)` is no port", at: "the connection file")
      }
      return port
    }
    guard try text("transport") == "tcp" else {
      throw FormError("the transport is not tcp, the only one there is", at: "the connection file")
    }
    host = try text("ip")
    (shell, control, input) = (try port("shell_port"), try port("control_port"), try port("stdin_port"))
    (output, heartbeat) = (try port("iopub_port"), try port("hb_port"))
    key = Array(try text("key").utf8)
    let scheme = try text("signature_scheme")
    guard key.isEmpty || scheme == "hmac-sha256" else {
      throw FormError("messages are not signed by hmac-sha256, the only scheme there is", at: "the connection file")
    }
  }
}
