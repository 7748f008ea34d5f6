# An image of the course for a JupyterHub, for Binder and for `docker run`; docs/installing.md says how to use it.
# The devcontainer builds the first stage alone, and installs into the workspace what `make` installs.
FROM debian:trixie-slim AS system
RUN apt-get update \
    && apt-get install --yes --no-install-recommends bubblewrap ca-certificates git make python3-venv \
    && rm -rf /var/lib/apt/lists/*
ENV LANG=C.UTF-8
# Binder sets these two. Hubs expect the same user and home.
ARG NB_USER=jovyan
ARG NB_UID=1000
ENV NB_USER=$NB_USER NB_UID=$NB_UID
RUN useradd --create-home --shell /bin/bash --uid $NB_UID $NB_USER
USER $NB_UID
WORKDIR /home/$NB_USER

FROM system
# cpu, or gpu for machines with an NVIDIA GPU.
ARG HARDWARE=cpu
# The hub's own version, if requirements.lock has another one.
ARG JUPYTERHUB_VERSION
USER 0
WORKDIR /opt/anomaly-detection-labs
COPY . .
RUN if [ -n "$JUPYTERHUB_VERSION" ]; then \
        sed -i "s/^jupyterhub==.*/jupyterhub==$JUPYTERHUB_VERSION/" requirements.lock; \
    fi
ENV PATH=/opt/venv/bin:$PATH
RUN python3 -m venv /opt/venv \
    && pip install --no-cache-dir --constraint requirements.lock ".[$HARDWARE,scale,hub]" \
    && rm -rf build *.egg-info
# The user may not write to /opt/venv, where the parsed data is kept; so it is parsed now. Without -P, the copy of
# helpers in this folder would be imported.
RUN python -P -c "from helpers import load_kdd99; load_kdd99('train', 'bundled'), load_kdd99('test', 'bundled')"
# Every command that starts a server reads these. The home may be a volume: the first copies the course to it.
RUN mkdir /etc/jupyter \
    && ln -s "$PWD/.jupyter/image_config.py" /etc/jupyter/jupyter_server_config.py \
    && ln -s "$PWD/nbgrader_config.py" /etc/jupyter/nbgrader_config.py
USER $NB_UID
WORKDIR /home/$NB_USER
EXPOSE 8888
CMD ["jupyter", "lab", "--ip=0.0.0.0", "--no-browser"]
