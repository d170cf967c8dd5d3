export function WhatIfRoute() {
  return <p>WhatIfRoute</p>
}
