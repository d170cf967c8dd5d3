/** The parts of an agreement's page. */
export const agreementTabs = ['overview', 'terms', 'months', 'payments', 'facts', 'history'] as const
export type AgreementTab = (typeof agreementTabs)[number]
