# Two images of one guide: `service` checks enquiries over HTTP, and `site` serves the pages and the
# form, and hands /v1/ on to the service. compose.yaml runs both. Another guide: GUIDE=examples/city.
ARG PYTHON=python:3.11-slim-bookworm
ARG NGINX=nginx:1.28-alpine

FROM ${PYTHON} AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
COPY requirements.txt requirements-server.txt ./
RUN python -m venv /build && /build/bin/pip install --require-hashes -r requirements.txt
RUN python -m venv --without-pip /venv \
 && /build/bin/pip --python /venv/bin/python install --require-hashes -r requirements-server.txt
COPY . .
RUN /build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /wheel . \
 && /build/bin/pip install --no-deps /wheel/*.whl \
 && /build/bin/pip --python /venv/bin/python install --no-deps /wheel/*.whl
ARG GUIDE=. SITE_URL=
RUN NO_MKDOCS_2_WARNING=1 /build/bin/mkdocs build --strict --config-file "$GUIDE/mkdocs.yml" --site-dir /site
RUN mkdir /enquiries /guide && cp -r "$GUIDE/docs" "$GUIDE/schema" "$GUIDE/mkdocs.yml" /guide

FROM ${NGINX} AS site
COPY docs/hosting/proxy.conf /etc/nginx/nginx.conf
COPY docs/hosting/nginx.conf /etc/nginx/guide.conf
COPY --from=build /site /site
USER 10001:10001
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/"]
ENTRYPOINT ["nginx", "-g", "daemon off;"]

FROM ${PYTHON} AS service
COPY --from=build /venv /venv
COPY --from=build /guide /guide
# A volume that is mounted here belongs to the service's user from the start.
COPY --from=build --chown=10001:10001 /enquiries /enquiries
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 ENQUIRY_GUIDE=/guide ENQUIRY_HOST=0.0.0.0 ENQUIRY_PORT=8080
USER 10001:10001
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8080/healthz', timeout=3)"]
ENTRYPOINT ["enquiry", "serve"]
