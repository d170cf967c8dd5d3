export function AccountRoute() {
  return <p>AccountRoute</p>
}
