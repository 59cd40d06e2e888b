import CWorkbook
import Kernels

/// The parts of a workbook, which is an archive of XML files.
final class SheetArchive {
  /// How much the parts may unpack to: XML of tables packs well, but not without end.
  static func limit(packed bytes: Int) -> Int { 200 << 20 + bytes.multipliedReportingOverflow(by: 200).partialValue }

  private let archive: OpaquePointer
  private let path: String
  // The archive reads the bytes where they are.
  private let file: FileBytes

  /// - Parameter limit: how many bytes all parts together may unpack to.
  /// - Throws: ``ReadError`` for a file that is no archive.
  init(_ file: FileBytes, path: String, limit: Int) throws(ReadError) {
    (self.file, self.path) = (file, path)
    var opened: OpaquePointer?
    // SAFETY: the bytes stay where they are as long as the archive lives.
    let state = sheets_open(file.address, Int64(file.count), Int64(limit), &opened)
    guard let opened else { throw SheetArchive.error(state, "the file", path) }
    archive = opened
  }

  deinit { sheets_close(archive) }

  /// What an element and its text are told to. False ends the reading.
  class Receiver {
    func start(_ name: String, _ attributes: [String: String]) -> Bool { true }
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
    func end(_ name: String) {}
  }

  /// Reads a part.
  /// - Returns: false where there is none of this name.
  @discardableResult
  func read(_ part: String, _ receiver: Receiver) throws(ReadError) -> Bool {
    let callbacks = sheets_receiver(
      context: Unmanaged.passUnretained(receiver).toOpaque(),
      start: { context, name, attributes in
        guard let context, let name else { return 1 }
        // SAFETY: the receiver lives until the reading is over; the texts as long as the call.
        let receiver = Unmanaged<Receiver>.fromOpaque(context).takeUnretainedValue()
        return receiver.start(String(cString: name), SheetArchive.pairs(attributes)) ? 0 : 1
      },
      text: { context, text, count in
        guard let context, let text else { return 1 }
        let bytes = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
        Unmanaged<Receiver>.fromOpaque(context).takeUnretainedValue()
          .text(UnsafeBufferPointer(start: bytes, count: Int(count)))
        return 0
      },
      end: { context, name in
        guard let context, let name else { return 1 }
        Unmanaged<Receiver>.fromOpaque(context).takeUnretainedValue().end(String(cString: name))
        return 0
      })
    let state = sheets_read(archive, part, callbacks)
    if state == SHEETS_ABSENT { return false }
    guard state == SHEETS_DONE || state == SHEETS_STOPPED else { throw SheetArchive.error(state, part, path) }
    return true
  }

  private static func pairs(_ attributes: UnsafePointer<UnsafePointer<CChar>?>?) -> [String: String] {
    var found: [String: String] = [:], place = 0
    // SAFETY: names and values alternate, up to a null.
    while let name = attributes?[place], let value = attributes?[place + 1] {
      found[String(cString: name)] = String(cString: value)
      place += 2
    }
    return found
  }

  /// Reads the cells of a sheet, or the texts that sheets share.
  /// - Parameter take: takes a cell; false ends the reading.
  /// - Returns: how many areas of merged cells there are; nil where there is no such part.
  func cells(of part: String, _ take: @escaping (sheets_cell) -> Bool) throws(ReadError) -> Int? {
    final class Taker {
      let take: (sheets_cell) -> Bool
      init(_ take: @escaping (sheets_cell) -> Bool) { self.take = take }
    }
    let taker = Taker(take)
    var merged: Int64 = 0, row: Int64 = 0
    let state = sheets_cells(archive, part, Unmanaged.passUnretained(taker).toOpaque(), { context, cell in
      guard let context, let cell else { return 1 }
      // SAFETY: the taker lives until the reading is over; the cell's text as long as the call.
      return Unmanaged<Taker>.fromOpaque(context).takeUnretainedValue().take(cell.pointee) ? 0 : 1
    }, &merged, &row)
    if state == SHEETS_ABSENT { return nil }
    guard state == SHEETS_DONE || state == SHEETS_STOPPED else {
      throw SheetArchive.error(state, state == SHEETS_BROKEN ? "\(part) at row \(row)" : part, path)
    }
    return Int(merged)
  }

  private static func error(_ state: sheets_state, _ part: String, _ path: String) -> ReadError {
    switch state {
    case SHEETS_ENCRYPTED:
      ReadError(
        path: path, sentence: "the file is locked by a password, or is a workbook of the older format (.xls)",
        help: "open it in a spreadsheet program, and save it as .xlsx without a password")
    case SHEETS_TOO_LARGE:
      ReadError(path: path, sentence: "the workbook unpacks to more than any of its size should")
    case SHEETS_NO_LIBRARY:
      ReadError(path: path, sentence: WorkbookWriter.noLibraries, help: "run scripts/setup")
    case SHEETS_NO_MEMORY: ReadError(path: path, sentence: "there is not enough memory to read the workbook")
    default: ReadError(path: path, sentence: "\(part) is broken, or none of a workbook")
    }
  }
}
