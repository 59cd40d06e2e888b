import Forms
import Language

extension Lock {
  /// The text of the file, the same for the same lock.
  public var text: String {
    // What a column of another cell says already is not said again.
    var said: [UInt64: [UInt64]]? = detail >= Lock.presentDetail ? [:] : nil
    return JSONValue.members([
      "format": .int(Lock.format), "language": .int(languageVersion), "detail": detail > 1 ? .int(detail) : nil,
      "script": scriptHash.map { .text($0.hexadecimal) },
      "set": .object(overrides.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: .text($0.value)) }),
      "cells": .array(cells.map { $0.json(&said) }),
    ]).pretty
  }

  /// Reads the text of a lock. Nil for one of another format and for what is no lock.
  public init?(text: String) {
    var said: [UInt64: [UInt64]] = [:]
    guard let json = JSONReader.read(text), json["format"]?.int == Lock.format, let version = json["language"]?.int,
      let set = json["set"]?.object, let cells = json["cells"]?.array?.map({ LockedCell(json: $0, &said) })
    else { return nil }
    languageVersion = version
    scriptHash = json["script"]?.text.flatMap { UInt64($0, radix: 16) }
    detail = json["detail"]?.int ?? 1
    for member in set { overrides[member.name] = member.value.text }
    for cell in cells {
      guard let cell else { return nil }
      self.cells.append(cell)
    }
  }
}

extension LockedCell {
  /// - Parameter said: the hashes of blocks by the hash over all of them; nil says all of them.
  fileprivate func json(_ said: inout [UInt64: [UInt64]]?) -> JSONValue {
    .members([
      "cell": .int(number), "name": binding.map { .text($0) }, "statement": .text(statementHash.hexadecimal),
      "inputs": inputs.isEmpty ? nil : .array(inputs.map(\.json)),
      "outputs": outputs.isEmpty ? nil : .array(outputs.map(\.json)),
      "defaults": defaults.isEmpty ? nil : .texts(defaults),
      "values": values.isEmpty ? nil : .array(values.map { $0.json(&said) }),
    ])
  }

  fileprivate init?(json: JSONValue, _ said: inout [UInt64: [UInt64]]) {
    guard let number = json["cell"]?.int, let hash = json["statement"]?.text.flatMap({ UInt64($0, radix: 16) }) else {
      return nil
    }
    let inputs = (json["inputs"]?.array ?? []).map(InputFile.init(json:))
    let outputs = (json["outputs"]?.array ?? []).map(WrittenFile.init(json:))
    let values = (json["values"]?.array ?? []).map { TableFingerprint(json: $0, &said) }
    guard inputs.allSatisfy({ $0 != nil }), outputs.allSatisfy({ $0 != nil }), values.allSatisfy({ $0 != nil })
    else { return nil }
    self.init(
      number: number, binding: json["name"]?.text, statementHash: hash, inputs: inputs.compactMap { $0 },
      outputs: outputs.compactMap { $0 },
      defaults: json["defaults"]?.texts ?? [], values: values.compactMap { $0 })
  }
}

extension InputFile {
  fileprivate var json: JSONValue {
    .members([
      "path": .text(path), "bytes": .int(bytes), "hash": .text(hash.hexadecimal), "of": pattern.map { .text($0) },
    ])
  }

  fileprivate init?(json: JSONValue) {
    guard let path = json["path"]?.text, let bytes = json["bytes"]?.int,
      let hash = json["hash"]?.text.flatMap({ UInt64($0, radix: 16) })
    else { return nil }
    self.init(path: path, bytes: bytes, hash: hash, pattern: json["of"]?.text)
  }
}

extension WrittenFile {
  fileprivate var json: JSONValue { .members(["path": .text(path), "bytes": .int(bytes)]) }

  fileprivate init?(json: JSONValue) {
    guard let path = json["path"]?.text, let bytes = json["bytes"]?.int else { return nil }
    self.init(path: path, bytes: bytes)
  }
}

extension TableFingerprint {
  fileprivate func json(_ said: inout [UInt64: [UInt64]]?) -> JSONValue {
    .members([
      "name": name.isEmpty ? nil : .text(name), "rows": .int(rowCount), "key": key.isEmpty ? nil : .texts(key),
      "columns": .array(columns.map { $0.json(&said, rowCount) }),
    ])
  }

  fileprivate init?(json: JSONValue, _ said: inout [UInt64: [UInt64]]) {
    guard let rows = json["rows"]?.int,
      let columns = json["columns"]?.array?.map({ ColumnFingerprint(json: $0, &said) }),
      columns.allSatisfy({ $0 != nil })
    else { return nil }
    self.init(
      name: json["name"]?.text ?? "", rowCount: rows, key: json["key"]?.texts ?? [], columns: columns.compactMap { $0 })
  }
}

extension ColumnFingerprint {
  fileprivate func json(_ said: inout [UInt64: [UInt64]]?, _ rowCount: Int) -> JSONValue {
    let isLeftOut = blocks.isEmpty && rowCount > 0
    let isSaid = said.map { $0[hash] == blocks } ?? false
    if said != nil, !isLeftOut { said?[hash] = blocks }
    return .members([
      "name": .text(name), "type": .text(type), "nulls": .int(nullCount), "hash": .text(hash.hexadecimal),
      "blocks": isLeftOut || isSaid ? nil : .text(Base64.encode(blocks)),
    ])
  }

  /// Where blocks are told, the hash over all rows is there for people and other programs: it follows from them.
  fileprivate init?(json: JSONValue, _ said: inout [UInt64: [UInt64]]) {
    guard let name = json["name"]?.text, let type = json["type"]?.text, let nulls = json["nulls"]?.int,
      let hash = json["hash"]?.text.flatMap({ UInt64($0, radix: 16) })
    else { return nil }
    guard let text = json["blocks"]?.text else {
      self.init(name: name, type: type, nullCount: nulls, blocks: said[hash] ?? [], hash: hash)
      return
    }
    guard let blocks = Base64.decode(text) else { return nil }
    self.init(name: name, type: type, nullCount: nulls, blocks: blocks)
    said[self.hash] = blocks
  }
}
