import Kernels

/// Memory that is free and still counts as the program's.
public enum FreedMemory {
  /// Gives what is kept for later back to the system, so that the peak of one phase of work does not add to that of the
  /// next.
  public static func giveBack() {
    FreedMappings.giveBack()
    SystemMemory.giveBack()
  }
}
