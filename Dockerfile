# An image of standin: docker build --tag standin . && docker run --publish 127.0.0.1:4700:4700 --env STANDIN_CONTROL_TOKEN=... standin
FROM node:22-slim AS build
WORKDIR /build
COPY . .
RUN npm ci --no-audit --no-fund && npm pack --ignore-scripts

FROM node:22-slim
WORKDIR /standin
COPY --from=build /build/standin-*.tgz /tmp/
RUN echo '{"private":true}' > package.json \
  && npm install --no-audit --no-fund --omit=peer /tmp/standin-*.tgz \
  && rm -r /tmp/standin-*.tgz /root/.npm
ENV PATH=/standin/node_modules/.bin:$PATH
# Only root could change the program; a seed file is mounted.
USER node
EXPOSE 4700
# Callers come through the container's network, so the control API asks for STANDIN_CONTROL_TOKEN.
HEALTHCHECK --interval=5s --timeout=3s --start-period=5s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4700/_standin/health', { headers: { authorization: `Bearer ${process.env.STANDIN_CONTROL_TOKEN}` } }).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["standin"]
CMD ["start", "--host", "0.0.0.0"]
