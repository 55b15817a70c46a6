import { approvalRoutes } from './approval-routes.ts';
import { grantRoutes } from './grant-routes.ts';
import { limitRoutes } from './limit-routes.ts';

export const authorityRoutes = { ...limitRoutes, ...grantRoutes, ...approvalRoutes } as const;
