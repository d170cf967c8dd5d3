export function BusinessRoute() {
  return <p>BusinessRoute</p>
}
