export const archive = {
  archive: {
    from: 'From',
    to: 'Until',
    sort: 'Order',
    sorts: {
      newest: 'Newest first',
      oldest: 'Oldest first',
      product: 'By product',
      revenue: 'Most revenue first',
      deadline: 'Most urgent to sign first',
    },
  },
}
