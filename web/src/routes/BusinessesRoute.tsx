export function BusinessesRoute() {
  return <p>BusinessesRoute</p>
}
