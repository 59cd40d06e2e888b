/// A key that was pressed while a table is on the screen.
public enum ViewKey: Equatable, Sendable {
  case up, down, left, right, pageUp, pageDown, home, end, enter, escape, backspace
  /// Ctrl-C.
  case interrupt
  /// A character that stands for itself.
  case character(Character)
  /// A letter that was pressed together with Ctrl.
  case control(Character)
}
