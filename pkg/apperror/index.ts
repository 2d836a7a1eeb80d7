export { AppError, type ErrorCode, type ErrorDetail, conflict, forbidden, invalid, limit, notFound, unauthenticated, unavailable } from './app-error.ts';
