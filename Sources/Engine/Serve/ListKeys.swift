/// The keys of the gateway, oldest first, those among them that open nothing any more.
package struct ListKeys: Operation {
  package init() {}

  package func run(in run: Run) throws -> [AccessKey] { try KeyRing().keys() }
}
