import Kernels
import Language

/// Whoever is told of the cells of a session that have run, and where experiments are to be told of.
public protocol CellObserver: AnyObject {
  /// Called with each cell that has run, while its value is there.
  ///
  /// - Parameter target: the server that a statement above the cell names; nil where none does.
  /// - Returns: what the person should know, a sentence each.
  func ran(_ cell: NotebookCell, for target: TrackingTarget?, in session: Session, _ execution: Execution) -> [String]
}
