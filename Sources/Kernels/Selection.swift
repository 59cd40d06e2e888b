/// Order statistics without sorting everything.
public enum Selection {
  /// The quantile `q` in 0…1 with linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996).
  /// Reorders the values in `range`, which hold at least one number and no NaN.
  public static func quantile(
    _ all: UnsafeMutableBufferPointer<Double>, _ range: Range<Int>, _ q: Double
  ) -> Double {
    let values = UnsafeMutableBufferPointer(rebasing: all[range])
    let place = q * Double(values.count - 1)
    let below = min(values.count - 1, Int(place))
    let share = place - Double(below)
    select(values, below)
    let low = values[below]
    guard share > 0, below + 1 < values.count else { return low }
    var high = values[below + 1]
    for index in below + 1..<values.count where values[index] < high { high = values[index] }
    return low + (high - low) * share
  }

  /// Sorts the values in `range`, equal ones in any order: few by insertion, since most groups are small.
  @inlinable
  public static func sort<T: Comparable>(_ all: UnsafeMutableBufferPointer<T>, _ range: Range<Int>) {
    guard range.count > 1 else { return }
    if range.count > 24 {
      var values = UnsafeMutableBufferPointer(rebasing: all[range])
      return values.sort()
    }
    insertionSort(all, range.lowerBound, range.upperBound - 1)
  }

  /// Reorders so that `values[k]` is what a sort would put there, with nothing greater before and nothing less behind.
  static func select(_ values: UnsafeMutableBufferPointer<Double>, _ k: Int) {
    var (low, high) = (0, values.count - 1)
    while high - low > 24 {
      let pivot = medianOfThree(values[low], values[(low + high) >> 1], values[high])
      var (left, right) = (low, high)
      while left <= right {
        while values[left] < pivot { left += 1 }
        while values[right] > pivot { right -= 1 }
        if left <= right {
          values.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if k <= right { high = right } else if k >= left { low = left } else { return }
    }
    insertionSort(values, low, high)
  }

  private static func medianOfThree(_ a: Double, _ b: Double, _ c: Double) -> Double {
    max(min(a, b), min(max(a, b), c))
  }

  @inlinable
  static func insertionSort<T: Comparable>(_ values: UnsafeMutableBufferPointer<T>, _ low: Int, _ high: Int) {
    guard low < high else { return }
    for index in low + 1...high {
      let value = values[index]
      var place = index
      while place > low, values[place - 1] > value {
        values[place] = values[place - 1]
        place -= 1
      }
      values[place] = value
    }
  }
}
