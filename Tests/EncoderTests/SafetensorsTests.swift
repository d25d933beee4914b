import Foundation
import Testing

@testable import Encoder

@Suite struct SafetensorsTests {
  private func file(_ header: String, bytes: Int, length: Int? = nil) throws -> String {
    let path = NSTemporaryDirectory() + "pe-tensors-" + UUID().uuidString
    var data = withUnsafeBytes(
      of: UInt64(bitPattern: Int64(length ?? header.utf8.count)).littleEndian
    ) { Data($0) }
    data += Data(header.utf8) + Data(repeating: 0, count: bytes)
    try data.write(to: URL(fileURLWithPath: path))
    return path
  }

  private func refusal(_ header: String, bytes: Int, length: Int? = nil) throws -> String {
    let path = try file(header, bytes: bytes, length: length)
    defer { try? FileManager.default.removeItem(atPath: path) }
    do {
      _ = try Safetensors(path: path)
      return ""
    } catch { return error.message }
  }

  /// Padded so that floats begin at a multiple of eight.
  private func padded(_ header: String) -> String {
    header + String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
  }

  private let one = #"{"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}"#

  @Test func `what the format says is read`() throws {
    let header =
      #"{"__metadata__":{"format":"p\"t"},"b":{"shape":[],"dtype":"F32","data_offsets":[24,28]},"#
      + #" "a" : {"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"#
      + #""n":{"dtype":"I64","shape":[0,4],"data_offsets":[28,28]}}"#
    let path = try file(padded(header), bytes: 28)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let tensors = try Safetensors(path: path)
    #expect(try tensors.array("a", [2, 3]) == [0, 0, 0, 0, 0, 0])
    #expect(try tensors.array("b", []) == [0])
    #expect(throws: EncoderError.self) { try tensors.tensor("a", [3, 2]) }
    #expect(throws: EncoderError.self) { try tensors.tensor("n", [0, 4]) }
  }

  @Test func `a file that is cut off or too long is refused`() throws {
    #expect(try refusal(padded(one), bytes: 24) == "")
    #expect(try refusal(padded(one), bytes: 23).contains("cut off"))
    #expect(try refusal(padded(one), bytes: 25).contains("no tensor holds"))
    #expect(try refusal("", bytes: 0).contains("header of 0"))
    #expect(try refusal(one, bytes: 24, length: 1 << 40).contains("header of"))
    #expect(try refusal(one, bytes: 24, length: -1).contains("header of"))
  }

  @Test func `offsets that overlap, leave gaps or do not fit are refused`() throws {
    func two(_ a: String, _ b: String) -> String {
      padded(
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[\#(a)]},"#
          + #""b":{"dtype":"F32","shape":[2],"data_offsets":[\#(b)]}}"#)
    }
    #expect(try refusal(two("0,8", "8,16"), bytes: 16) == "")
    #expect(try refusal(two("0,8", "4,12"), bytes: 16).contains("overlap"))
    #expect(try refusal(two("0,8", "0,8"), bytes: 16).contains("overlap"))
    #expect(try refusal(two("0,8", "12,20"), bytes: 20).contains("gap"))
    #expect(try refusal(two("8,0", "8,16"), bytes: 16).contains("does not fit"))
    #expect(try refusal(two("0,12", "12,20"), bytes: 20).contains("does not fit"))
    #expect(
      try refusal(two("0,8", "8,99999999999999999999"), bytes: 16).contains("no JSON"))
  }

  @Test func `a header that lies or is no JSON is refused`() throws {
    for header in [
      "[]", "{", "{}x", #"{"a":1}"#, #"{"a":{"dtype":"F32","shape":[2,-3],"data_offsets":[0,24]}}"#,
      #"{"a":{"dtype":"F32","shape":[2,3]}}"#,
      #"{"a":{"dtype":"F33","shape":[],"data_offsets":[0,4]}}"#,
      #"{"a":{"dtype":"F32","dtype":"F32","shape":[],"data_offsets":[0,4]}}"#,
      #"{"a":{"dtype":"F32","shape":[4294967296,4294967296,8],"data_offsets":[0,4]}}"#,
      #"{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4],"more":[]}}"#, #"{"a\"#, #"{"a"#,
      String(repeating: "{\"a\":", count: 1000),
    ] {
      #expect(try refusal(padded(header), bytes: 4) != "", "\(header.prefix(60))")
    }
    let twice = one.dropLast() + "," + one.dropFirst()
    #expect(try refusal(padded(String(twice)), bytes: 24).contains("twice"))
    #expect(try refusal(one + "   ", bytes: 24).contains("odd places") || one.utf8.count % 4 == 1)
  }
}
