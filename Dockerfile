# One process, without a build: Node runs the TypeScript sources. The embedded database lives in the volume; with DATABASE_URL only the credentials do.
# It needs no capability, no shell and nothing writable but the volume: run it with --read-only --cap-drop=ALL --security-opt=no-new-privileges.
FROM node:24-slim AS modules

WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Optional are only the Node runtimes for machines with an older Node, which this image does not need.
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:24-slim

# What installs packages is not needed to run them.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn*

WORKDIR /app
# The set-up writes its credentials into the volume, so that they outlive the container.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/app/data ENV_FILE=/app/data/.env

# All of it stays root's, and the app is another user: it cannot change its own code.
COPY --from=modules /app/node_modules node_modules
COPY package.json app.yml LICENSE ./
COPY migrations migrations
COPY src src

RUN mkdir data && chown node:node data && chmod 700 data
USER node
VOLUME /app/data
EXPOSE 3000

HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

ENTRYPOINT ["node", "src/cli.ts"]
CMD ["start"]
