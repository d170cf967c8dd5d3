export function HomeRoute() { return <p>HomeRoute</p> }
