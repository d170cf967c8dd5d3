export function AgreementsRoute() {
  return <p>AgreementsRoute</p>
}
