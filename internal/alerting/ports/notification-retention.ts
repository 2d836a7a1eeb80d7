/** What goes by its age, for all tenants at once. */
export interface NotificationRetention {
  /** Removes log entries of no living group that expired before `logUntil`, notifications made before `notificationsUntil`, and sources of inhibition that are over; answers how many, a bounded number at once. */
  forget(until: { readonly logUntil: Date; readonly notificationsUntil: Date }): Promise<number>;
}
