export const draftMoney = {
  draftMoney: {
    title: 'Payments, fees and tax',
    lead: 'Where the money of payers arrives, and what the terms say of the fees and tax in it.',
    processor: {
      label: 'Account that receives the payments',
      help: 'Its payments are confirmed at the processor or bank itself.',
      none: 'None: the business reports',
      noneHelp: 'The business reports its receipts itself, and its word is all there is.',
      another: 'Another account …',
      accountHelp: { stripe: 'It begins with acct_', bank: 'The IBAN' },
      rail: { stripe: 'Stripe', bank: 'Bank' },
      withholds: 'It withholds {{share}} of each payment for {{time}}.',
      notConnected:
        'The business has not connected this account here. Payments are possible once it does, on the page of the business.',
      noneConnected: 'The business has not connected an account here yet.',
      hidden: 'Which accounts the business has connected is shown to who manages it. Anyone can name an account here.',
      unknownBusiness: 'Choose the business above; then its connected accounts are offered here.',
      reserve: 'The account withholds a reserve',
      reserveHelp: 'Part of each payment, kept for a time against refunds and disputes',
    },
    basis: {
      legend: 'Fees and tax',
      required:
        'Needed because the terms name an account. It is signed with the contract and printed on every receipt.',
      optional: 'Not needed while the business reports its receipts itself. It is signed with the contract.',
      choose: 'Choose',
      fees: { business: 'The business', parties: 'The parties, outside the agreement' },
      feesHelp: 'What the processor charges for a payment',
      tax: { inclusive: 'Included in what payers pay', exclusive: 'Charged on top', none: 'No tax' },
      taxHelp: 'Value added tax, sales tax and the like',
      rateHelp: 'As it shall stand on receipts, for example “VAT 19%”',
      rateExample: 'VAT 19%',
      words: 'In the contract',
      leaveOut: 'State nothing of fees and tax',
    },
  },
}
