# The Discord bot, or any command: docker run --rm -v "$PWD:/data" matgeul judge page.txt
# Three stages: the bundles are built with all packages, the packages of production are installed, and the image holds the
# results of both. No stage needs a compiler. Versions are those of package-lock.json, checked against its digests.
ARG NODE=24-bookworm-slim

FROM node:${NODE} AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM node:${NODE} AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM node:${NODE}
ENV NODE_ENV=production
WORKDIR /app
COPY package.json LICENSE ./
COPY models/*.bin models/
COPY rules rules/
COPY fixtures/pages/kakao-outage.txt fixtures/pages/
COPY --from=packages /app/node_modules node_modules/
COPY --from=build /src/dist dist/
# An SQLite database, files that are judged and results are in /data; nothing else is written but /tmp.
RUN mkdir /data && chown node:node /data
USER node
WORKDIR /data
VOLUME /data
EXPOSE 9464
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.MATGEUL_METRICS_PORT || 9464}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/dist/cli/main.js"]
CMD ["bot"]
