export function AgreementRoute() {
  return <p>AgreementRoute</p>
}
