import Foundation
import Parquet
import Testing

/// Files that other programs wrote; `Tests/Parity/parquet_files.py` tells how.
let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .appendingPathComponent("Files")

func bytes(_ name: String) throws -> [UInt8] {
  Array(try Data(contentsOf: folder.appendingPathComponent(name)))
}

/// The rows of a file, each as a JSON object.
func rows(_ bytes: [UInt8], columns: Set<String>? = nil) throws -> [String] {
  let file = try ParquetFile(BytesInMemory(bytes))
  let reader = try file.rows(columns: columns) { text in
    (try? JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)) != nil
  }
  var rows: [String] = []
  while try reader.next() { rows.append(String(decoding: reader.text.dropLast(), as: UTF8.self)) }
  return rows
}

func object(_ json: some StringProtocol) throws -> Any {
  try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
}

/// Equal but for the digits beyond those of a float.
func isSame(_ a: Any, _ b: Any) -> Bool {
  switch (a, b) {
  case (let a as [String: Any], let b as [String: Any]):
    a.count == b.count && a.allSatisfy { key, value in b[key].map { isSame(value, $0) } ?? false }
  case (let a as [Any], let b as [Any]): a.count == b.count && zip(a, b).allSatisfy(isSame)
  case (let a as String, let b as String): a == b
  case (is NSNull, is NSNull): true
  case (let a as NSNumber, let b as NSNumber):
    a == b || abs(a.doubleValue - b.doubleValue) <= 1e-6 * abs(a.doubleValue)
  default: false
  }
}

/// Why the file is not read.
func refusal(_ bytes: [UInt8], limits: ParquetLimits = ParquetLimits()) -> ParquetError? {
  do {
    let reader = try ParquetFile(BytesInMemory(bytes), limits: limits).rows()
    while try reader.next() {}
    return nil
  } catch {
    return error as? ParquetError
  }
}
