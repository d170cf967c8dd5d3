export function FactsRoute() {
  return <p>FactsRoute</p>
}
