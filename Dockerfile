# One file, three images: docker build --target gateway|order-worker|mock-backend .
# They share every layer but the last one. Node is pinned here; the platform packages that bring
# Node to `npm start` are optional dependencies and stay out of the images.
ARG NODE_VERSION=26.10.0

FROM node:${NODE_VERSION}-slim AS base
WORKDIR /app
COPY package.json package-lock.json .npmrc ./

# Compiles the three apps and the lab; nothing of it but dist/ goes on.
# What Vite is compiled to for each platform comes as an optional dependency.
FROM base AS build
RUN npm ci --include=dev --ignore-scripts
COPY nest-cli.json tsconfig.json ./
COPY libs libs
COPY apps apps
RUN for app in gateway order-worker mock-backend; do node_modules/.bin/nest build "$app" || exit 1; done \
 && node node_modules/vite/bin/vite.js build --config apps/lab/vite.config.mjs \
 && find dist -name '*.map' -delete

# What runs in production, without the typings and maps that only a compiler reads.
FROM base AS dependencies
RUN npm ci --omit=dev --omit=optional --ignore-scripts \
 && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete

FROM node:${NODE_VERSION}-slim AS runtime
ENV NODE_ENV=production
WORKDIR /app
# The only folder that may be written; the mock backend keeps its ledger there.
RUN install -d -o node -g node -m 0700 /data
COPY --from=dependencies /app/node_modules node_modules
COPY deploy/docker/healthcheck.mjs ./
USER node
STOPSIGNAL SIGTERM

# Inside a container loopback reaches nobody. What is published, and where, is the host's decision.
FROM runtime AS gateway
ENV GATEWAY_HOST=0.0.0.0 GATEWAY_PORT=3000
COPY --from=build /app/dist/gateway dist/gateway
COPY --from=build /app/dist/lab dist/lab
EXPOSE 3000
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "healthcheck.mjs", "http://127.0.0.1:3000/health/ready"]
CMD ["node", "dist/gateway/apps/gateway/src/main.js"]

FROM runtime AS order-worker
ENV WORKER_HOST=0.0.0.0 WORKER_PORT=3001
COPY --from=build /app/dist/order-worker dist/order-worker
EXPOSE 3001
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "healthcheck.mjs", "http://127.0.0.1:3001/health/ready"]
CMD ["node", "dist/order-worker/apps/order-worker/src/main.js"]

FROM runtime AS mock-backend
ENV BACKEND_HOST=0.0.0.0 BACKEND_PORT=3002 DATA_DIR=/data
COPY --from=build /app/dist/mock-backend dist/mock-backend
VOLUME /data
EXPOSE 3002
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "healthcheck.mjs", "http://127.0.0.1:3002/health/ready"]
CMD ["node", "dist/mock-backend/apps/mock-backend/src/main.js"]
