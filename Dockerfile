ARG PYTHON_IMAGE=python:3.13-slim-trixie

FROM ${PYTHON_IMAGE} AS build
# requirements-llm.lock adds what CLAIMBASE_READER=llm needs.
ARG LOCK=requirements.lock
RUN python -m venv /opt/venv
COPY ${LOCK} requirements.lock
RUN /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock

FROM ${PYTHON_IMAGE}
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 CLAIMBASE_ENV=production
RUN useradd --uid 10001 --create-home claimbase
COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY . .
# Collecting static files reads the settings, which demand a key; this one is never used to sign.
RUN CLAIMBASE_SECRET_KEY=build DATABASE_URL=postgresql://build/build REDIS_URL=redis://build \
    python manage.py collectstatic --noinput --verbosity 0
USER claimbase
EXPOSE 8000
CMD ["gunicorn", "claimbase.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--no-control-socket"]
