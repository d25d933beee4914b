/// One thing that can be done, as a value: its fields are the request, its result is typed.
///
/// A line at the prompt, a step of a script and a body of JSON are spellings of the same value; what
/// comes of it holds neither sentences nor flags, which are each face's own.
///
///     let loaded = try await session.perform(Load(path: "sessions.csv"))
///     print(loaded.dataset.conversations)
///
/// A new operation is a file of its name here, and a command that words it.
package protocol Operation: Sendable, Codable {
  associatedtype Result: Sendable

  /// Does the work on the calling thread. Throws ``Fault``, or an error of a room.
  func run(in run: Run) throws -> Result
}
