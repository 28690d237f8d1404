@echo off
where node >nul 2>nul || (echo star-export: Node 22.15 or newer was not found. Install it from https://nodejs.org 1>&2 & exit /b 1)
node "%~dp0companion.mjs" %*
