import Charts
import Testing

@Suite struct StepCurveTests {
  @Test func costHoldsUpToItsThreshold() {
    let curve = StepCurve(thresholds: [0.2, 0.5, .infinity], costs: [10, 4, 30], clients: 3)
    #expect([0, 0.2, 0.3, 0.5, 0.6].map(curve.cost(at:)) == [10, 10, 4, 4, 30])
    #expect(curve.minimum?.threshold == 0.5 && curve.minimum?.cost == 4)
    #expect(StepCurve(thresholds: [], costs: [], clients: 0).minimum == nil)
  }
}
