<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>Tiepoint</name>
  <message>
   <source>temporary files</source>
   <translation>temporäre Dateien</translation>
  </message>
  <message>
   <source>Folder of the results. Files that are there are never overwritten. Empty: temporary files, which are gone when QGIS is closed.</source>
   <translation>Ordner der Ergebnisse. Vorhandene Dateien werden nie überschrieben. Leer: temporäre Dateien, die mit QGIS verschwinden.</translation>
  </message>
  <message>
   <source>Choose two different layers.</source>
   <translation>Wählen Sie zwei verschiedene Layer.</translation>
  </message>
  <message>
   <source>Open the form with all options, filled in as here.</source>
   <translation>Das Formular mit allen Optionen öffnen, ausgefüllt wie hier.</translation>
  </message>
  <message>
   <source>Advanced...</source>
   <translation>Erweitert...</translation>
  </message>
  <message>
   <source>Save results to</source>
   <translation>Ergebnisse speichern in</translation>
  </message>
  <message>
   <source>Add a layer to the project: {}.</source>
   <translation>Fügen Sie dem Projekt einen Layer hinzu: {}.</translation>
  </message>
  <message>
   <source>Choose: {}.</source>
   <translation>Wählen Sie: {}.</translation>
  </message>
  <message>
   <source>Set up the engine...</source>
   <translation>Rechenumgebung einrichten...</translation>
  </message>
  <message>
   <source>Algorithms run in it; nothing is installed without your asking.</source>
   <translation>Die Algorithmen laufen darin; ohne Ihr Zutun wird nichts installiert.</translation>
  </message>
  <message>
   <source>Tiepoint panel</source>
   <translation>Tiepoint-Bedienfeld</translation>
  </message>
  <message>
   <source>Align rasters, find tie points, map change, find similar tiles.</source>
   <translation>Raster ausrichten, Passpunkte suchen, Veränderung kartieren, ähnliche Kacheln finden.</translation>
  </message>
  <message>
   <source>Log</source>
   <translation>Protokoll</translation>
  </message>
  <message>
   <source>'{}' is not in the project any more. Run it again.</source>
   <translation>'{}' ist nicht mehr im Projekt. Führen Sie die Aufgabe noch einmal aus.</translation>
  </message>
  <message>
   <source>The layer of '{}' is not in the project any more. Add it again and open the review from Raster &gt; Tiepoint.</source>
   <translation>Der Layer von '{}' ist nicht mehr im Projekt. Fügen Sie ihn wieder hinzu und öffnen Sie die Durchsicht über Raster &gt; Tiepoint.</translation>
  </message>
  <message>
   <source>{} left</source>
   <translation>noch {}</translation>
  </message>
  <message>
   <source>{} has ended without saying why; the log may tell.</source>
   <translation>{} ist ohne Begründung beendet worden; das Protokoll sagt vielleicht mehr.</translation>
  </message>
  <message>
   <source>good</source>
   <translation>gut</translation>
  </message>
  <message>
   <source>usable</source>
   <translation>brauchbar</translation>
  </message>
  <message>
   <source>poor</source>
   <translation>schlecht</translation>
  </message>
  <message>
   <source>done</source>
   <translation>fertig</translation>
  </message>
  <message>
   <source>yes</source>
   <translation>ja</translation>
  </message>
  <message>
   <source>no</source>
   <translation>nein</translation>
  </message>
  <message>
   <source>{} % changed</source>
   <translation>{} % verändert</translation>
  </message>
  <message>
   <source>{} found</source>
   <translation>{} gefunden</translation>
  </message>
  <message>
   <source>Review alignment</source>
   <translation>Ausrichtung durchsehen</translation>
  </message>
  <message>
   <source>Compare the rasters, switch wrong tie points off, add others, warp again.</source>
   <translation>Die Raster vergleichen, falsche Passpunkte ausschalten, andere hinzufügen, noch einmal entzerren.</translation>
  </message>
  <message>
   <source>There is no tie point to review.</source>
   <translation>Es gibt keinen Passpunkt durchzusehen.</translation>
  </message>
  <message>
   <source>Review change</source>
   <translation>Veränderung durchsehen</translation>
  </message>
  <message>
   <source>Go through the changed areas, before and after, and accept or reject each.</source>
   <translation>Die veränderten Flächen durchgehen, vorher und nachher, und jede annehmen oder verwerfen.</translation>
  </message>
  <message>
   <source>No area has changed: there is nothing to review.</source>
   <translation>Keine Fläche hat sich verändert: Es gibt nichts durchzusehen.</translation>
  </message>
  <message>
   <source>Tile index</source>
   <translation>Kachelindex</translation>
  </message>
  <message>
   <source>Make the index</source>
   <translation>Index anlegen</translation>
  </message>
  <message>
   <source>Align</source>
   <translation>Ausrichten</translation>
  </message>
  <message>
   <source>Tie points</source>
   <translation>Passpunkte</translation>
  </message>
  <message>
   <source>Find tie points</source>
   <translation>Passpunkte finden</translation>
  </message>
  <message>
   <source>Change</source>
   <translation>Veränderung</translation>
  </message>
  <message>
   <source>Map change</source>
   <translation>Veränderung kartieren</translation>
  </message>
  <message>
   <source>Similar tiles</source>
   <translation>Ähnliche Kacheln</translation>
  </message>
  <message>
   <source>Search</source>
   <translation>Suchen</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Starting</source>
   <translation>Beginnt</translation>
  </message>
  <message>
   <source>Stopping</source>
   <translation>Wird angehalten</translation>
  </message>
  <message>
   <source>cancelled</source>
   <translation>abgebrochen</translation>
  </message>
  <message>
   <source>failed</source>
   <translation>gescheitert</translation>
  </message>
  <message>
   <source>Report</source>
   <translation>Bericht</translation>
  </message>
  <message>
   <source>Looking at the chosen Python</source>
   <translation>Das gewählte Python wird angesehen</translation>
  </message>
  <message>
   <source>Making the environment</source>
   <translation>Die Umgebung wird angelegt</translation>
  </message>
  <message>
   <source>Installing the packages</source>
   <translation>Die Pakete werden installiert</translation>
  </message>
  <message>
   <source>Free some space, or make an environment on another disk and choose it below.</source>
   <translation>Schaffen Sie Platz, oder legen Sie eine Umgebung auf einem anderen Datenträger an und wählen Sie sie unten.</translation>
  </message>
  <message>
   <source>Choose another Python.</source>
   <translation>Wählen Sie ein anderes Python.</translation>
  </message>
  <message>
   <source>Choose a QGIS profile that you may write to, or an existing Python.</source>
   <translation>Wählen Sie ein QGIS-Profil, in das Sie schreiben dürfen, oder ein vorhandenes Python.</translation>
  </message>
  <message>
   <source>Wait for running algorithms, close other QGIS windows, then try again.</source>
   <translation>Warten Sie auf laufende Algorithmen, schließen Sie andere QGIS-Fenster und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>Only {} GB are free at {}, but {} GB are needed.</source>
   <translation>Nur {} GB sind frei in {}, aber {} GB werden gebraucht.</translation>
  </message>
  <message>
   <source>{} has made no environment in {}.</source>
   <translation>{} hat in {} keine Umgebung angelegt.</translation>
  </message>
  <message>
   <source>{} cannot be started: {}.</source>
   <translation>{} kann nicht gestartet werden: {}.</translation>
  </message>
  <message>
   <source>The folder {} cannot be made ({}).</source>
   <translation>Der Ordner {} kann nicht angelegt werden ({}).</translation>
  </message>
  <message>
   <source>The environment in {} is in use ({}).</source>
   <translation>Die Umgebung in {} ist in Gebrauch ({}).</translation>
  </message>
  <message>
   <source>Checking Tiepoint's engine</source>
   <translation>Tiepoints Rechenumgebung wird geprüft</translation>
  </message>
  <message>
   <source>Tiepoint's engine is not set up: no Python environment was found.</source>
   <translation>Tiepoints Rechenumgebung ist nicht eingerichtet: Es wurde keine Python-Umgebung gefunden.</translation>
  </message>
  <message>
   <source>Set it up in Settings &gt; Options &gt; Tiepoint; or create a Python environment with the packages of requirements.txt and name its interpreter in the environment variable TIEPOINT_PYTHON or in the setting tiepoint/python.</source>
   <translation>Richten Sie sie unter Einstellungen &gt; Optionen &gt; Tiepoint ein; oder legen Sie eine Python-Umgebung mit den Paketen aus requirements.txt an und nennen Sie ihren Interpreter in der Umgebungsvariablen TIEPOINT_PYTHON oder in der Einstellung tiepoint/python.</translation>
  </message>
  <message>
   <source>The environment of Tiepoint's engine is not finished.</source>
   <translation>Tiepoints Rechenumgebung ist noch nicht fertig angelegt.</translation>
  </message>
  <message>
   <source>Wait until it is made; if nothing makes it, create it in Settings &gt; Options &gt; Tiepoint.</source>
   <translation>Warten Sie, bis sie angelegt ist; wird keine angelegt, legen Sie sie unter Einstellungen &gt; Optionen &gt; Tiepoint an.</translation>
  </message>
  <message>
   <source>Starting the engine</source>
   <translation>Die Rechenumgebung wird gestartet</translation>
  </message>
  <message>
   <source>On Debian, Ubuntu and relatives: run 'apt-get install python3-venv' as root, then try again. Or choose another Python.</source>
   <translation>Unter Debian, Ubuntu und Verwandten: als root 'apt-get install python3-venv' ausführen und es noch einmal versuchen. Oder ein anderes Python wählen.</translation>
  </message>
  <message>
   <source>The log below has what pip said; 'Copy diagnostics' takes it along.</source>
   <translation>Was pip gesagt hat, steht im Protokoll darunter; 'Diagnose kopieren' nimmt es mit.</translation>
  </message>
  <message>
   <source>this Python cannot make environments: its module venv is missing</source>
   <translation>dieses Python kann keine Umgebungen anlegen, sein Modul venv fehlt</translation>
  </message>
  <message>
   <source>the disk is full</source>
   <translation>der Datenträger ist voll</translation>
  </message>
  <message>
   <source>Free some gigabytes on the disk of the QGIS profile, then try again.</source>
   <translation>Schaffen Sie einige Gigabyte Platz auf dem Datenträger des QGIS-Profils und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>the proxy asks for a user and a password</source>
   <translation>der Proxy verlangt Benutzer und Passwort</translation>
  </message>
  <message>
   <source>Enter them in Settings &gt; Options &gt; Network, then try again.</source>
   <translation>Geben Sie sie unter Einstellungen &gt; Optionen &gt; Netzwerk ein und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>pip cannot use a SOCKS proxy</source>
   <translation>pip kann keinen SOCKS-Proxy benutzen</translation>
  </message>
  <message>
   <source>Name an HTTP proxy in Settings &gt; Options &gt; Network.</source>
   <translation>Nennen Sie unter Einstellungen &gt; Optionen &gt; Netzwerk einen HTTP-Proxy.</translation>
  </message>
  <message>
   <source>the proxy cannot be reached</source>
   <translation>der Proxy ist nicht erreichbar</translation>
  </message>
  <message>
   <source>Check it in Settings &gt; Options &gt; Network, then try again.</source>
   <translation>Prüfen Sie ihn unter Einstellungen &gt; Optionen &gt; Netzwerk und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>the connection is not trusted: its certificate cannot be verified</source>
   <translation>der Verbindung wird nicht vertraut, ihr Zertifikat kann nicht geprüft werden</translation>
  </message>
  <message>
   <source>Where a company's proxy signs connections, name its certificate to pip (pip config set global.cert PATH), then try again.</source>
   <translation>Wo der Proxy einer Firma Verbindungen signiert, nennen Sie pip sein Zertifikat (pip config set global.cert PFAD) und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>there is no connection to the package index</source>
   <translation>es gibt keine Verbindung zum Paketverzeichnis</translation>
  </message>
  <message>
   <source>Check the network and the proxy in Settings &gt; Options &gt; Network. Without a network make the environment on another computer of the same kind, or choose an existing Python.</source>
   <translation>Prüfen Sie das Netz und den Proxy unter Einstellungen &gt; Optionen &gt; Netzwerk. Ohne Netz legen Sie die Umgebung auf einem anderen Rechner gleicher Art an, oder wählen Sie ein vorhandenes Python.</translation>
  </message>
  <message>
   <source>a package is not there for this Python</source>
   <translation>ein Paket gibt es für dieses Python nicht</translation>
  </message>
  <message>
   <source>Choose Python 3.10 to 3.13 of 64 bits; check the address of the package index if you have given one.</source>
   <translation>Wählen Sie Python 3.10 bis 3.13 mit 64 Bit; prüfen Sie die Adresse des Paketverzeichnisses, wenn Sie eine angegeben haben.</translation>
  </message>
  <message>
   <source>a file cannot be written</source>
   <translation>eine Datei kann nicht geschrieben werden</translation>
  </message>
  <message>
   <source>Close other QGIS windows, and let an antivirus program leave the QGIS profile's folder alone, then try again.</source>
   <translation>Schließen Sie andere QGIS-Fenster, lassen Sie ein Antivirenprogramm den Ordner des QGIS-Profils in Ruhe lassen und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>a package would have to be compiled, for which there is no ready-made one</source>
   <translation>ein Paket müsste übersetzt werden, weil es keines fertig gibt</translation>
  </message>
  <message>
   <source>Choose Python 3.10 to 3.13 of 64 bits.</source>
   <translation>Wählen Sie Python 3.10 bis 3.13 mit 64 Bit.</translation>
  </message>
  <message>
   <source>the environment has no pip</source>
   <translation>die Umgebung hat kein pip</translation>
  </message>
  <message>
   <source>It begins with https://, as the install page of PyTorch shows it.</source>
   <translation>Sie beginnt mit https://, wie die Installationsseite von PyTorch sie zeigt.</translation>
  </message>
  <message>
   <source>Install a newer Python (python.org) and choose it here.</source>
   <translation>Installieren Sie ein neueres Python (python.org) und wählen Sie es hier.</translation>
  </message>
  <message>
   <source>Install the Python of 64 bits.</source>
   <translation>Installieren Sie das Python mit 64 Bit.</translation>
  </message>
  <message>
   <source>nothing was said</source>
   <translation>es wurde nichts gesagt</translation>
  </message>
  <message>
   <source>{} failed with exit code {}: {}.</source>
   <translation>{} - gescheitert mit Code {}: {}.</translation>
  </message>
  <message>
   <source>'{}' is no address of a package index.</source>
   <translation>'{}' ist keine Adresse eines Paketverzeichnisses.</translation>
  </message>
  <message>
   <source>{} is Python {}, but the engine's packages need Python {} or newer.</source>
   <translation>{} ist Python {}, aber die Pakete der Rechenumgebung brauchen Python {} oder neuer.</translation>
  </message>
  <message>
   <source>{} is a Python of 32 bits, for which there is no PyTorch.</source>
   <translation>{} ist ein Python mit 32 Bit, für das es kein PyTorch gibt.</translation>
  </message>
  <message>
   <source>{} (Python {}) cannot make environments: it has no module venv.</source>
   <translation>{} (Python {}) kann keine Umgebungen anlegen: Es hat kein Modul venv.</translation>
  </message>
  <message>
   <source>{} does not answer like a Python interpreter.</source>
   <translation>{} antwortet nicht wie ein Python-Interpreter.</translation>
  </message>
  <message>
   <source>{} failed: {}.</source>
   <translation>{} - gescheitert: {}.</translation>
  </message>
  <message>
   <source>User guide</source>
   <translation>Anleitung</translation>
  </message>
  <message>
   <source>No program opens the guide. It is the file {}.</source>
   <translation>Kein Programm öffnet die Anleitung. Sie ist die Datei {}.</translation>
  </message>
  <message>
   <source>Find similar tiles</source>
   <translation>Ähnliche Kacheln finden</translation>
  </message>
  <message>
   <source>Find similar tiles: draw a box on a raster, or click a tile of an index or of results. Shift and click collects several tiles, a click takes them.</source>
   <translation>Ähnliche Kacheln finden: Ziehen Sie auf einem Raster ein Rechteck auf, oder klicken Sie eine Kachel eines Index oder von Ergebnissen an. Umschalt und Klick sammelt mehrere Kacheln, ein Klick übernimmt sie.</translation>
  </message>
  <message>
   <source>There is no raster in this box: show the raster on which you want to mark what is searched for.</source>
   <translation>In diesem Rechteck liegt kein Raster: Zeigen Sie das Raster an, auf dem Sie markieren wollen, was gesucht wird.</translation>
  </message>
  <message>
   <source>There is no tile here: show the layer of an index or of results, or draw a box on a raster.</source>
   <translation>Hier ist keine Kachel: Zeigen Sie den Layer eines Index oder von Ergebnissen an, oder ziehen Sie auf einem Raster ein Rechteck auf.</translation>
  </message>
  <message>
   <source>Processing cannot open the form: enable its plugin.</source>
   <translation>Die Verarbeitung kann das Formular nicht öffnen: Aktivieren Sie ihre Erweiterung.</translation>
  </message>
  <message>
   <source>Registration</source>
   <translation>Registrierung</translation>
  </message>
  <message>
   <source>Cancelled: nothing was written.</source>
   <translation>Abgebrochen: Es wurde nichts geschrieben.</translation>
  </message>
  <message>
   <source>Cancelled: no index was written. What has been encoded is kept beside it; the same again goes on.</source>
   <translation>Abgebrochen: Es wurde kein Index geschrieben. Was schon kodiert ist, bleibt daneben liegen; derselbe Aufruf macht dort weiter.</translation>
  </message>
  <message>
   <source>Change detection</source>
   <translation>Veränderungserkennung</translation>
  </message>
  <message>
   <source>Cancelled: the rasters that were aligned before stay, with their table; RESUME goes on.</source>
   <translation>Abgebrochen: Schon ausgerichtete Raster bleiben mit ihrer Tabelle; mit RESUME geht es weiter.</translation>
  </message>
  <message>
   <source>Models</source>
   <translation>Modelle</translation>
  </message>
  <message>
   <source>Cancelled: no model was written. What has come is kept; the same again goes on from there.</source>
   <translation>Abgebrochen: Es wurde kein Modell geschrieben. Was schon da ist, bleibt; derselbe Aufruf macht dort weiter.</translation>
  </message>
  <message>
   <source>Cancelled: no model was written. What has been learned is kept in the folder of the training; the same again goes on.</source>
   <translation>Abgebrochen: Es wurde kein Modell geschrieben. Das Gelernte bleibt im Ordner des Trainings; derselbe Aufruf macht dort weiter.</translation>
  </message>
  <message>
   <source>Inputs</source>
   <translation>Eingaben</translation>
  </message>
  <message>
   <source>Outputs</source>
   <translation>Ausgaben</translation>
  </message>
  <message>
   <source>Figures</source>
   <translation>Kennzahlen</translation>
  </message>
  <message>
   <source>about {} s</source>
   <translation>etwa {} s</translation>
  </message>
  <message>
   <source>about {} min</source>
   <translation>etwa {} min</translation>
  </message>
  <message>
   <source>about {} h</source>
   <translation>etwa {} h</translation>
  </message>
  <message>
   <source>On/off</source>
   <translation>Ein/Aus</translation>
  </message>
  <message>
   <source>Other raster</source>
   <translation>Anderes Raster</translation>
  </message>
  <message>
   <source>Import GCP file</source>
   <translation>GCP-Datei einlesen</translation>
  </message>
  <message>
   <source>Export GCP file</source>
   <translation>GCP-Datei ausgeben</translation>
  </message>
  <message>
   <source>Choose a tie-point layer and the raster to align.</source>
   <translation>Wählen Sie einen Passpunktlayer und das auszurichtende Raster.</translation>
  </message>
  <message>
   <source>Written: {path}</source>
   <translation>Geschrieben: {path}</translation>
  </message>
  <message>
   <source>Layer made by 'Find tie points' or 'Co-register raster'</source>
   <translation>Layer aus 'Passpunkte finden' oder 'Raster koregistrieren'</translation>
  </message>
  <message>
   <source>The raster that stays</source>
   <translation>Das Raster, das bleibt</translation>
  </message>
  <message>
   <source>The raster the tie points were measured in, as it was before any warp</source>
   <translation>Das Raster, in dem die Passpunkte gemessen wurden, wie es vor jeder Entzerrung war</translation>
  </message>
  <message>
   <source>The result, to compare with the reference; empty: the raster to align</source>
   <translation>Das Ergebnis, zum Vergleich mit der Referenz; leer: das auszurichtende Raster</translation>
  </message>
  <message>
   <source>Add point</source>
   <translation>Punkt hinzufügen</translation>
  </message>
  <message>
   <source>Click a place on the reference, then the same on the raster to align</source>
   <translation>Klicken Sie eine Stelle auf der Referenz an, dann dieselbe auf dem auszurichtenden Raster</translation>
  </message>
  <message>
   <source>Switch the selected tie points on or off (E)</source>
   <translation>Die gewählten Passpunkte ein- oder ausschalten (E)</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Delete the selected tie points</source>
   <translation>Die gewählten Passpunkte löschen</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>Take back the last edit</source>
   <translation>Die letzte Änderung zurücknehmen</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>Wiederholen</translation>
  </message>
  <message>
   <source>Do again what was taken back</source>
   <translation>Das Zurückgenommene wieder tun</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Speichern</translation>
  </message>
  <message>
   <source>Save the edits and the residuals in the layer</source>
   <translation>Änderungen und Restfehler im Layer speichern</translation>
  </message>
  <message>
   <source>Import …</source>
   <translation>Einlesen …</translation>
  </message>
  <message>
   <source>Make a tie-point layer of a .points file of the Georeferencer</source>
   <translation>Aus einer .points-Datei des Georeferenzierers einen Passpunktlayer machen</translation>
  </message>
  <message>
   <source>Export …</source>
   <translation>Ausgeben …</translation>
  </message>
  <message>
   <source>Write the tie points as a .points file for the Georeferencer</source>
   <translation>Die Passpunkte als .points-Datei für den Georeferenzierer schreiben</translation>
  </message>
  <message>
   <source>Warp …</source>
   <translation>Entzerren …</translation>
  </message>
  <message>
   <source>Open 'Warp raster by tie points' with these tie points</source>
   <translation>'Raster nach Passpunkten entzerren' mit diesen Passpunkten öffnen</translation>
  </message>
  <message>
   <source>Reference</source>
   <translation>Referenz</translation>
  </message>
  <message>
   <source>To align</source>
   <translation>Auszurichten</translation>
  </message>
  <message>
   <source>Aligned</source>
   <translation>Ausgerichtet</translation>
  </message>
  <message>
   <source>Compare</source>
   <translation>Vergleich</translation>
  </message>
  <message>
   <source>Arrows</source>
   <translation>Pfeile</translation>
  </message>
  <message>
   <source>How many times longer than the shift the arrows are drawn</source>
   <translation>Wie viel länger als die Verschiebung die Pfeile gezeichnet werden</translation>
  </message>
  <message>
   <source>Next</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Previous</source>
   <translation>Zurück</translation>
  </message>
  <message>
   <source>Choose a change layer.</source>
   <translation>Wählen Sie einen Veränderungslayer.</translation>
  </message>
  <message>
   <source>No. {number}: &lt;b&gt;{status}&lt;/b&gt;</source>
   <translation>Nr. {number}: &lt;b&gt;{status}&lt;/b&gt;</translation>
  </message>
  <message>
   <source>area {area}</source>
   <translation>Fläche {area}</translation>
  </message>
  <message>
   <source>magnitude {value}</source>
   <translation>Stärke {value}</translation>
  </message>
  <message>
   <source>confidence {value}</source>
   <translation>Sicherheit {value}</translation>
  </message>
  <message>
   <source>That was the last area.</source>
   <translation>Das war die letzte Fläche.</translation>
  </message>
  <message>
   <source>That was the first area.</source>
   <translation>Das war die erste Fläche.</translation>
  </message>
  <message>
   <source>No areas.</source>
   <translation>Keine Flächen.</translation>
  </message>
  <message>
   <source>{count} areas: Next (N) begins.</source>
   <translation>{count} Flächen: Weiter (N) beginnt.</translation>
  </message>
  <message>
   <source>{index} of {count}</source>
   <translation>{index} von {count}</translation>
  </message>
  <message>
   <source>not among the {count} areas asked for</source>
   <translation>nicht unter den {count} verlangten Flächen</translation>
  </message>
  <message>
   <source>No area is left of {count}.</source>
   <translation>Von {count} Flächen bleibt keine.</translation>
  </message>
  <message>
   <source>Polygons made by 'Change map'</source>
   <translation>Polygone aus 'Veränderungskarte'</translation>
  </message>
  <message>
   <source>The earlier raster</source>
   <translation>Das frühere Raster</translation>
  </message>
  <message>
   <source>The later raster</source>
   <translation>Das spätere Raster</translation>
  </message>
  <message>
   <source>Largest first</source>
   <translation>Größte zuerst</translation>
  </message>
  <message>
   <source>Strongest first</source>
   <translation>Stärkste zuerst</translation>
  </message>
  <message>
   <source>Surest first</source>
   <translation>Sicherste zuerst</translation>
  </message>
  <message>
   <source>By number</source>
   <translation>Nach Nummer</translation>
  </message>
  <message>
   <source>To review only</source>
   <translation>Nur noch nicht durchgesehene</translation>
  </message>
  <message>
   <source>Smaller areas are passed over; square map units</source>
   <translation>Kleinere Flächen werden übergangen; Quadrat-Karteneinheiten</translation>
  </message>
  <message>
   <source>Less sure areas are passed over; 0 to 1</source>
   <translation>Weniger sichere Flächen werden übergangen; 0 bis 1</translation>
  </message>
  <message>
   <source>Next after a decision</source>
   <translation>Nach einer Entscheidung weiter</translation>
  </message>
  <message>
   <source>◀ Previous (P)</source>
   <translation>◀ Zurück (P)</translation>
  </message>
  <message>
   <source>Next (N) ▶</source>
   <translation>Weiter (N) ▶</translation>
  </message>
  <message>
   <source>Take back the last decision</source>
   <translation>Die letzte Entscheidung zurücknehmen</translation>
  </message>
  <message>
   <source>Save the decisions in the layer</source>
   <translation>Die Entscheidungen im Layer speichern</translation>
  </message>
  <message>
   <source>Changes</source>
   <translation>Veränderungen</translation>
  </message>
  <message>
   <source>Before</source>
   <translation>Vorher</translation>
  </message>
  <message>
   <source>After</source>
   <translation>Nachher</translation>
  </message>
  <message>
   <source>Which areas</source>
   <translation>Welche Flächen</translation>
  </message>
  <message>
   <source>This area</source>
   <translation>Diese Fläche</translation>
  </message>
  <message>
   <source>Accept (A)</source>
   <translation>Annehmen (A)</translation>
  </message>
  <message>
   <source>It has changed</source>
   <translation>Sie hat sich verändert</translation>
  </message>
  <message>
   <source>Reject (R)</source>
   <translation>Ablehnen (R)</translation>
  </message>
  <message>
   <source>It has not changed, or the change does not matter</source>
   <translation>Sie hat sich nicht verändert, oder die Veränderung ist ohne Belang</translation>
  </message>
  <message>
   <source>Unsure (U)</source>
   <translation>Unsicher (U)</translation>
  </message>
  <message>
   <source>To be looked at again</source>
   <translation>Noch einmal anzusehen</translation>
  </message>
  <message>
   <source>Clear (C)</source>
   <translation>Leeren (C)</translation>
  </message>
  <message>
   <source>As if it had not been looked at</source>
   <translation>Als wäre sie nicht angesehen worden</translation>
  </message>
  <message>
   <source>Area ≥</source>
   <translation>Fläche ≥</translation>
  </message>
  <message>
   <source>Confidence ≥</source>
   <translation>Sicherheit ≥</translation>
  </message>
  <message>
   <source>Status: {status}</source>
   <translation>Status: {status}</translation>
  </message>
  <message>
   <source>to review</source>
   <translation>durchzusehen</translation>
  </message>
  <message>
   <source>Swipe</source>
   <translation>Wischen</translation>
  </message>
  <message>
   <source>Show the first raster left of a line and the second right of it. Drag the line, or move it with the arrow keys; drag elsewhere to pan. Escape ends it.</source>
   <translation>Das erste Raster links einer Linie zeigen und das zweite rechts davon. Ziehen Sie die Linie, oder bewegen Sie sie mit den Pfeiltasten; anderswo ziehen verschiebt die Karte. Escape beendet es.</translation>
  </message>
  <message>
   <source>Blink</source>
   <translation>Blinken</translation>
  </message>
  <message>
   <source>Show the two rasters in turn.</source>
   <translation>Die beiden Raster abwechselnd zeigen.</translation>
  </message>
  <message>
   <source>Other (B)</source>
   <translation>Anderes (B)</translation>
  </message>
  <message>
   <source>Show the other one of the two rasters. Escape uncovers the map.</source>
   <translation>Das andere der beiden Raster zeigen. Escape gibt die Karte frei.</translation>
  </message>
  <message>
   <source>How long each raster is shown while they blink.</source>
   <translation>Wie lange jedes Raster gezeigt wird, wenn sie blinken.</translation>
  </message>
  <message>
   <source>Choose two rasters to compare.</source>
   <translation>Wählen Sie zwei Raster zum Vergleichen.</translation>
  </message>
  <message>
   <source>Save it as a GeoPackage and review that.</source>
   <translation>Speichern Sie ihn als GeoPackage und sehen Sie dieses durch.</translation>
  </message>
  <message>
   <source>They are still there: try again.</source>
   <translation>Sie sind noch da: Versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>Save the layer as a GeoPackage and review that.</source>
   <translation>Speichern Sie den Layer als GeoPackage und sehen Sie dieses durch.</translation>
  </message>
  <message>
   <source>The layer '{name}' cannot be edited.</source>
   <translation>Der Layer '{name}' kann nicht bearbeitet werden.</translation>
  </message>
  <message>
   <source>The edits of '{name}' cannot be saved: {why}.</source>
   <translation>Die Änderungen von '{name}' können nicht gespeichert werden: {why}.</translation>
  </message>
  <message>
   <source>The field '{field}' of '{name}' cannot be changed.</source>
   <translation>Das Feld '{field}' von '{name}' kann nicht geändert werden.</translation>
  </message>
  <message>
   <source>Fitting …</source>
   <translation>Wird angepasst …</translation>
  </message>
  <message>
   <source>&lt;b&gt;No fit.&lt;/b&gt; {why}</source>
   <translation>&lt;b&gt;Keine Anpassung.&lt;/b&gt; {why}</translation>
  </message>
  <message>
   <source> (before: {rmse:.2f} px)</source>
   <translation> (vorher: {rmse:.2f} px)</translation>
  </message>
  <message>
   <source>&lt;b&gt;Held-out RMSE {rmse:.2f} px&lt;/b&gt;{before}, {verdict}&lt;br&gt;CE90 {ce90:.4g} map units, transform {transform}, {used} of {total} tie points</source>
   <translation>&lt;b&gt;RMSE an zurückgehaltenen Punkten {rmse:.2f} px&lt;/b&gt;{before}, {verdict}&lt;br&gt;CE90 {ce90:.4g} Karteneinheiten, Transformation {transform}, {used} von {total} Passpunkten</translation>
  </message>
  <message>
   <source>{used} of {total} tie points: too few to tell the accuracy.</source>
   <translation>{used} von {total} Passpunkten: zu wenige, um die Genauigkeit zu sagen.</translation>
  </message>
  <message>
   <source>Processing cannot open the form.</source>
   <translation>Die Verarbeitung kann das Formular nicht öffnen.</translation>
  </message>
  <message>
   <source>Enable its plugin.</source>
   <translation>Schalten Sie ihre Erweiterung ein.</translation>
  </message>
  <message>
   <source>Uncover the map</source>
   <translation>Karte aufdecken</translation>
  </message>
  <message>
   <source>Save the part you need to a file.</source>
   <translation>Speichern Sie den Teil, den Sie brauchen, in eine Datei.</translation>
  </message>
  <message>
   <source>Click on the raster.</source>
   <translation>Klicken Sie auf das Raster.</translation>
  </message>
  <message>
   <source>the CRS of the layer</source>
   <translation>das KBS des Layers</translation>
  </message>
  <message>
   <source>Check the CRS of the layer.</source>
   <translation>Prüfen Sie das KBS des Layers.</translation>
  </message>
  <message>
   <source>'{name}' is no local file.</source>
   <translation>'{name}' ist keine lokale Datei.</translation>
  </message>
  <message>
   <source>The place is outside '{name}'.</source>
   <translation>Die Stelle liegt außerhalb von '{name}'.</translation>
  </message>
  <message>
   <source>The place cannot be expressed in {crs}: {why}.</source>
   <translation>Die Stelle kann in {crs} nicht ausgedrückt werden: {why}.</translation>
  </message>
  <message>
   <source>Click a place on the reference.</source>
   <translation>Klicken Sie eine Stelle auf der Referenz an.</translation>
  </message>
  <message>
   <source>Click the same place on the raster to align (Escape: back).</source>
   <translation>Klicken Sie dieselbe Stelle auf dem auszurichtenden Raster an (Escape: zurück).</translation>
  </message>
  <message>
   <source>accepted</source>
   <translation>angenommen</translation>
  </message>
  <message>
   <source>rejected</source>
   <translation>abgelehnt</translation>
  </message>
  <message>
   <source>unsure</source>
   <translation>unsicher</translation>
  </message>
  <message>
   <source>Square map units</source>
   <translation>Quadrat-Karteneinheiten</translation>
  </message>
  <message>
   <source>Number</source>
   <translation>Anzahl</translation>
  </message>
  <message>
   <source>Area</source>
   <translation>Fläche</translation>
  </message>
  <message>
   <source>all</source>
   <translation>alle</translation>
  </message>
  <message>
   <source>No.</source>
   <translation>Nr.</translation>
  </message>
  <message>
   <source>Residual</source>
   <translation>Restfehler</translation>
  </message>
  <message>
   <source>Held out</source>
   <translation>Zurückgehalten</translation>
  </message>
  <message>
   <source>Shift</source>
   <translation>Verschiebung</translation>
  </message>
  <message>
   <source>Score</source>
   <translation>Güte</translation>
  </message>
  <message>
   <source>Method</source>
   <translation>Verfahren</translation>
  </message>
  <message>
   <source>Whether the warp goes by it</source>
   <translation>Ob die Entzerrung sich nach ihm richtet</translation>
  </message>
  <message>
   <source>How far the fit misses the point, pixels of the coarser raster</source>
   <translation>Wie weit die Anpassung den Punkt verfehlt, Pixel des gröberen Rasters</translation>
  </message>
  <message>
   <source>How far a fit without the point misses it, pixels of the coarser raster</source>
   <translation>Wie weit eine Anpassung ohne den Punkt ihn verfehlt, Pixel des gröberen Rasters</translation>
  </message>
  <message>
   <source>Length of the shift in map units</source>
   <translation>Länge der Verschiebung in Karteneinheiten</translation>
  </message>
  <message>
   <source>Enable {count} tie point(s)</source>
   <translation>{count} Passpunkt(e) einschalten</translation>
  </message>
  <message>
   <source>Disable {count} tie point(s)</source>
   <translation>{count} Passpunkt(e) ausschalten</translation>
  </message>
  <message>
   <source>Add tie point</source>
   <translation>Passpunkt hinzufügen</translation>
  </message>
  <message>
   <source>Residuals</source>
   <translation>Restfehler</translation>
  </message>
  <message>
   <source>Delete {count} tie point(s)</source>
   <translation>{count} Passpunkt(e) löschen</translation>
  </message>
  <message>
   <source>Cancelled: everything is as it was before.</source>
   <translation>Abgebrochen: Alles ist wie zuvor.</translation>
  </message>
  <message>
   <source>Remove the variable and start QGIS again.</source>
   <translation>Entfernen Sie die Variable und starten Sie QGIS neu.</translation>
  </message>
  <message>
   <source>{} is the engine's Python now.</source>
   <translation>{} ist jetzt das Python der Rechenumgebung.</translation>
  </message>
  <message>
   <source>Install the packages of requirements.txt into it, or choose another Python.</source>
   <translation>Installieren Sie die Pakete aus requirements.txt hinein, oder wählen Sie ein anderes Python.</translation>
  </message>
  <message>
   <source>The environment in {} is ready.</source>
   <translation>Die Umgebung in {} ist bereit.</translation>
  </message>
  <message>
   <source>The environment variable {} still names another Python.</source>
   <translation>Die Umgebungsvariable {} nennt noch ein anderes Python.</translation>
  </message>
  <message>
   <source>{} lacks what the engine needs: {}.</source>
   <translation>{} fehlt, was die Rechenumgebung braucht: {}.</translation>
  </message>
  <message>
   <source>the system</source>
   <translation>das System</translation>
  </message>
  <message>
   <source>the path</source>
   <translation>der Suchpfad</translation>
  </message>
  <message>
   <source>the Python launcher</source>
   <translation>der Python-Starter</translation>
  </message>
  <message>
   <source>Homebrew or python.org</source>
   <translation>Homebrew oder python.org</translation>
  </message>
  <message>
   <source>Apple's command line tools</source>
   <translation>Apples Befehlszeilenwerkzeuge</translation>
  </message>
  <message>
   <source>the environment variable TIEPOINT_PYTHON</source>
   <translation>die Umgebungsvariable TIEPOINT_PYTHON</translation>
  </message>
  <message>
   <source>the setting tiepoint/python</source>
   <translation>die Einstellung tiepoint/python</translation>
  </message>
  <message>
   <source>the QGIS profile</source>
   <translation>das QGIS-Profil</translation>
  </message>
  <message>
   <source>the plugin folder</source>
   <translation>der Ordner der Erweiterung</translation>
  </message>
  <message>
   <source>Engine</source>
   <translation>Rechenumgebung</translation>
  </message>
  <message>
   <source>Check</source>
   <translation>Prüfen</translation>
  </message>
  <message>
   <source>Start the engine and look at its packages, its device and its models.</source>
   <translation>Die Rechenumgebung starten und ihre Pakete, ihr Rechengerät und ihre Modelle ansehen.</translation>
  </message>
  <message>
   <source>Copy diagnostics</source>
   <translation>Diagnose kopieren</translation>
  </message>
  <message>
   <source>Copy all of this as text, for a report of a fault.</source>
   <translation>All dies als Text kopieren, für eine Fehlermeldung.</translation>
  </message>
  <message>
   <source>Create an environment</source>
   <translation>Eine Umgebung anlegen</translation>
  </message>
  <message>
   <source>A Python of version 3.10 or newer that the environment is made with; type the path of another one.</source>
   <translation>Ein Python ab Version 3.10, mit dem die Umgebung angelegt wird; für ein anderes dessen Pfad eingeben.</translation>
  </message>
  <message>
   <source>As pip finds it (on Linux usually with CUDA: several gigabytes)</source>
   <translation>Wie pip es findet (unter Linux meist mit CUDA: mehrere Gigabyte)</translation>
  </message>
  <message>
   <source>From another package index: CPU only, or a version of CUDA</source>
   <translation>Aus einem anderen Paketverzeichnis: nur CPU, oder eine Version von CUDA</translation>
  </message>
  <message>
   <source>https://..., as the install page of PyTorch names it for CPU or your CUDA</source>
   <translation>https://..., wie die Installationsseite von PyTorch es für CPU oder Ihr CUDA nennt</translation>
  </message>
  <message>
   <source>Made with</source>
   <translation>Angelegt mit</translation>
  </message>
  <message>
   <source>PyTorch</source>
   <translation>PyTorch</translation>
  </message>
  <message>
   <source>Package index</source>
   <translation>Paketverzeichnis</translation>
  </message>
  <message>
   <source>Use an existing Python</source>
   <translation>Ein vorhandenes Python verwenden</translation>
  </message>
  <message>
   <source>The interpreter of an environment that has the packages of requirements.txt. It is looked at first, and taken only if it has what is needed.</source>
   <translation>Der Interpreter einer Umgebung, die die Pakete aus requirements.txt hat. Er wird zuerst geprüft und nur genommen, wenn nichts fehlt.</translation>
  </message>
  <message>
   <source>Python interpreter</source>
   <translation>Python-Interpreter</translation>
  </message>
  <message>
   <source>Use it</source>
   <translation>Verwenden</translation>
  </message>
  <message>
   <source>Copied</source>
   <translation>Kopiert</translation>
  </message>
  <message>
   <source>Python</source>
   <translation>Python</translation>
  </message>
  <message>
   <source>Device</source>
   <translation>Rechengerät</translation>
  </message>
  <message>
   <source>Package</source>
   <translation>Paket</translation>
  </message>
  <message>
   <source>Installed</source>
   <translation>Installiert</translation>
  </message>
  <message>
   <source>Needed</source>
   <translation>Benötigt</translation>
  </message>
  <message>
   <source>Problem</source>
   <translation>Problem</translation>
  </message>
  <message>
   <source>Create environment</source>
   <translation>Umgebung anlegen</translation>
  </message>
  <message>
   <source>Enter the address of the package index first.</source>
   <translation>Geben Sie erst die Adresse des Paketverzeichnisses ein.</translation>
  </message>
  <message>
   <source>not looked at</source>
   <translation>nicht angesehen</translation>
  </message>
  <message>
   <source>working</source>
   <translation>läuft</translation>
  </message>
  <message>
   <source>An environment is being made. You can close this window and go on working.</source>
   <translation>Eine Umgebung wird angelegt. Sie können dieses Fenster schließen und weiterarbeiten.</translation>
  </message>
  <message>
   <source>A Python environment of its own in {}, with the packages of requirements.txt (1.5 GB without CUDA). Nothing is installed into QGIS's Python. The proxy of QGIS's settings is used.</source>
   <translation>Eine eigene Python-Umgebung in {} mit den Paketen aus requirements.txt (1,5 GB ohne CUDA). In das Python von QGIS wird nichts installiert. Der Proxy aus den QGIS-Einstellungen wird verwendet.</translation>
  </message>
  <message>
   <source>none</source>
   <translation>–</translation>
  </message>
  <message>
   <source>checking</source>
   <translation>Prüfung läuft</translation>
  </message>
  <message>
   <source>The engine is being looked at.</source>
   <translation>Die Rechenumgebung wird angesehen.</translation>
  </message>
  <message>
   <source>The one that is there is replaced when the new one is ready.</source>
   <translation>Die vorhandene wird ersetzt, sobald die neue bereit ist.</translation>
  </message>
  <message>
   <source>from {}</source>
   <translation>aus: {}</translation>
  </message>
  <message>
   <source>{present} of {all} are here: {names}</source>
   <translation>{present} von {all} sind hier: {names}</translation>
  </message>
  <message>
   <source>any</source>
   <translation>beliebig</translation>
  </message>
  <message>
   <source>Create an environment, or use an existing Python.</source>
   <translation>Legen Sie eine Umgebung an, oder verwenden Sie ein vorhandenes Python.</translation>
  </message>
  <message>
   <source>version {}</source>
   <translation>Version {}</translation>
  </message>
  <message>
   <source>not ready</source>
   <translation>nicht bereit</translation>
  </message>
  <message>
   <source>ready</source>
   <translation>bereit</translation>
  </message>
  <message>
   <source>The engine has what it needs.</source>
   <translation>Die Rechenumgebung hat, was sie braucht.</translation>
  </message>
  <message>
   <source>incomplete</source>
   <translation>unvollständig</translation>
  </message>
  <message>
   <source>not checked</source>
   <translation>nicht geprüft</translation>
  </message>
  <message>
   <source>A Python was found. 'Check' says whether it has what is needed.</source>
   <translation>Ein Python wurde gefunden. 'Prüfen' sagt, ob es hat, was nötig ist.</translation>
  </message>
  <message>
   <source>Packages are missing or too old: {}.</source>
   <translation>Pakete fehlen oder sind zu alt: {}.</translation>
  </message>
  <message>
   <source>Back to the search</source>
   <translation>Zurück zur Suche</translation>
  </message>
  <message>
   <source>Back to the results</source>
   <translation>Zurück zu den Ergebnissen</translation>
  </message>
  <message>
   <source>Make an index of the rasters to search in (New...), or add one to the project.</source>
   <translation>Legen Sie einen Index der Raster an, in denen gesucht wird (Neu...), oder fügen Sie dem Projekt einen hinzu.</translation>
  </message>
  <message>
   <source>Mark what you look for: draw a box on the map, or click a tile of the index.</source>
   <translation>Markieren Sie, was Sie suchen: Ziehen Sie auf der Karte ein Rechteck auf, oder klicken Sie eine Kachel des Index an.</translation>
  </message>
  <message>
   <source>Choose the raster on which the area lies.</source>
   <translation>Wählen Sie das Raster, auf dem die Fläche liegt.</translation>
  </message>
  <message>
   <source>New...</source>
   <translation>Neu...</translation>
  </message>
  <message>
   <source>Make an index of rasters: the tiles that are searched.</source>
   <translation>Einen Index von Rastern anlegen: die Kacheln, die durchsucht werden.</translation>
  </message>
  <message>
   <source>Mark on the map</source>
   <translation>Auf der Karte markieren</translation>
  </message>
  <message>
   <source>Draw a box on the raster, or click a tile of an index or of results; Shift and click collects several. Escape gives the map its tool back.</source>
   <translation>Ziehen Sie auf dem Raster ein Rechteck auf, oder klicken Sie eine Kachel eines Index oder von Ergebnissen an; Umschalt und Klick sammelt mehrere. Escape gibt der Karte ihr Werkzeug zurück.</translation>
  </message>
  <message>
   <source>Clear</source>
   <translation>Leeren</translation>
  </message>
  <message>
   <source>'{}' is no local file. Save the part you need to a file.</source>
   <translation>'{}' ist keine lokale Datei. Speichern Sie den Teil, den Sie brauchen, als Datei.</translation>
  </message>
  <message>
   <source>{} tile(s) on the map</source>
   <translation>{} Kachel(n) auf der Karte</translation>
  </message>
  <message>
   <source>Nothing has been searched for yet.</source>
   <translation>Noch ist nichts gesucht worden.</translation>
  </message>
  <message>
   <source>New search</source>
   <translation>Neue Suche</translation>
  </message>
  <message>
   <source>Back to the form. What was found stays.</source>
   <translation>Zurück zum Formular. Was gefunden wurde, bleibt.</translation>
  </message>
  <message>
   <source>Like this (G)</source>
   <translation>So (G)</translation>
  </message>
  <message>
   <source>Mark the selected tiles as further examples; again: take that back.</source>
   <translation>Die gewählten Kacheln als weitere Beispiele markieren; noch einmal: das zurücknehmen.</translation>
  </message>
  <message>
   <source>Not like this (B)</source>
   <translation>Nicht so (B)</translation>
  </message>
  <message>
   <source>Mark the selected tiles as counter-examples; again: take that back.</source>
   <translation>Die gewählten Kacheln als Gegenbeispiele markieren; noch einmal: das zurücknehmen.</translation>
  </message>
  <message>
   <source>Search again</source>
   <translation>Noch einmal suchen</translation>
  </message>
  <message>
   <source>Save as layer</source>
   <translation>Als Layer speichern</translation>
  </message>
  <message>
   <source>Add what was found to the project, with ranks and marks.</source>
   <translation>Dem Projekt hinzufügen, was gefunden wurde, mit Rängen und Markierungen.</translation>
  </message>
  <message>
   <source>Temporary layer</source>
   <translation>Temporärer Layer</translation>
  </message>
  <message>
   <source>GeoPackage...</source>
   <translation>GeoPackage...</translation>
  </message>
  <message>
   <source>Show on the map</source>
   <translation>Auf der Karte zeigen</translation>
  </message>
  <message>
   <source>Outline on the map, or not</source>
   <translation>Auf der Karte umranden oder nicht</translation>
  </message>
  <message>
   <source>Show its raster</source>
   <translation>Ihr Raster zeigen</translation>
  </message>
  <message>
   <source>&lt;b&gt;{found} similar tiles&lt;/b&gt; of {searched}</source>
   <translation>&lt;b&gt;{found} ähnliche Kacheln&lt;/b&gt; von {searched}</translation>
  </message>
  <message>
   <source>Search with the marked tiles as further examples and counter-examples.</source>
   <translation>Mit den markierten Kacheln als weiteren Beispielen und Gegenbeispielen suchen.</translation>
  </message>
  <message>
   <source>Mark tiles first: those that are like what you look for, and those that are not.</source>
   <translation>Markieren Sie zuerst Kacheln: solche, die dem Gesuchten ähneln, und solche, die es nicht tun.</translation>
  </message>
  <message>
   <source>This tile has no place on the map: its raster has no CRS.</source>
   <translation>Diese Kachel hat keinen Platz auf der Karte: Ihr Raster hat kein KBS.</translation>
  </message>
  <message>
   <source>Added to the project: {}</source>
   <translation>Dem Projekt hinzugefügt: {}</translation>
  </message>
  <message>
   <source>The best {shown} are shown and saved; for a layer of all use Advanced...</source>
   <translation>Die besten {shown} werden gezeigt und gespeichert; einen Layer aller macht Erweitert...</translation>
  </message>
  <message>
   <source>Marked: {good} like this, {bad} not like this</source>
   <translation>Markiert: {good} so, {bad} nicht so</translation>
  </message>
  <message>
   <source>{file} is not in the project.</source>
   <translation>{file} ist nicht im Projekt.</translation>
  </message>
  <message>
   <source>{file} is hidden, or lies below others.</source>
   <translation>{file} ist ausgeblendet oder liegt unter anderen.</translation>
  </message>
  <message>
   <source>{file} is gone.</source>
   <translation>{file} gibt es nicht mehr.</translation>
  </message>
  <message>
   <source>Show it</source>
   <translation>Zeigen</translation>
  </message>
  <message>
   <source>{file} cannot be opened.</source>
   <translation>{file} kann nicht geöffnet werden.</translation>
  </message>
  <message>
   <source>Good example</source>
   <translation>Gutes Beispiel</translation>
  </message>
  <message>
   <source>Bad example</source>
   <translation>Schlechtes Beispiel</translation>
  </message>
  <message>
   <source>Rank {rank}: differs in {distance} bits, similarity {similarity}</source>
   <translation>Rang {rank}: unterscheidet sich in {distance} Bits, Ähnlichkeit {similarity}</translation>
  </message>
  <message>
   <source>distance {}</source>
   <translation>Abstand {}</translation>
  </message>
  <message>
   <source>{} % alike</source>
   <translation>{} % ähnlich</translation>
  </message>
  <message>
   <source>Rank {rank}: differs in {distance} bits</source>
   <translation>Rang {rank}: unterscheidet sich in {distance} Bits</translation>
  </message>
  <message>
   <source>Pixels {col}, {row}; {width} x {height}</source>
   <translation>Pixel {col}, {row}; {width} x {height}</translation>
  </message>
  <message>
   <source>Marked: like this</source>
   <translation>Markiert: so</translation>
  </message>
  <message>
   <source>Marked: not like this</source>
   <translation>Markiert: nicht so</translation>
  </message>
  <message>
   <source>like this</source>
   <translation>so</translation>
  </message>
  <message>
   <source>not like this</source>
   <translation>nicht so</translation>
  </message>
  <message>
   <source>no picture</source>
   <translation>kein Bild</translation>
  </message>
  <message>
   <source>en</source>
   <translation>de</translation>
  </message>
  <message>
   <source>Co-register raster</source>
   <translation>Raster koregistrieren</translation>
  </message>
  <message>
   <source>Finds tie points between two rasters, fits a transform and writes the aligned raster with its held-out accuracy.</source>
   <translation>Findet Passpunkte zwischen zwei Rastern, passt eine Transformation an und schreibt das ausgerichtete Raster mit seiner Genauigkeit an zurückgehaltenen Punkten.</translation>
  </message>
  <message>
   <source>Reference raster</source>
   <translation>Referenzraster</translation>
  </message>
  <message>
   <source>The raster that stays where it is.</source>
   <translation>Das Raster, das bleibt, wo es ist.</translation>
  </message>
  <message>
   <source>Raster to align</source>
   <translation>Auszurichtendes Raster</translation>
  </message>
  <message>
   <source>The raster that is moved: any CRS, pixel size, data type, band count and rotation. Without a CRS it is searched for in EXTENT, or in the whole reference.</source>
   <translation>Das Raster, das bewegt wird: beliebiges KBS, Pixelgröße, Datentyp, Kanalzahl und Drehung. Ohne KBS wird es in EXTENT gesucht, oder in der ganzen Referenz.</translation>
  </message>
  <message>
   <source>Matching method</source>
   <translation>Zuordnungsverfahren</translation>
  </message>
  <message>
   <source>How tie points are found. dense: Learned features of any band of any sensor, correlated over windows, coarse to fine. cnn-registration: Cells of network features at three scales, registered as point sets; copes with change on the ground, not with large rotations. cnn-matching: D2-Net's keypoints and descriptors, paired and made exact by windows; copes with other sensors, drawn maps, large shifts and rotations. deep-lk: Windows find their homographies on maps that networks have learned; copes with other sensors and slight rotation, scale and perspective. phase: Local sub-pixel phase correlation on a tie-point grid, coarse to fine. sift: Scale-invariant keypoints, ratio and mutual test; copes with rotation, scale and large offsets. auto: the candidates run on a sample, the best held-out accuracy wins and the reason is logged.</source>
   <translation>Wie Passpunkte gefunden werden. dense: Gelernte Merkmale jedes Kanals jedes Sensors, über Fenster korreliert, vom Groben zum Feinen. cnn-registration: Zellen von Netzmerkmalen in drei Maßstäben, als Punktmengen registriert; verträgt Veränderung am Boden, keine großen Drehungen. cnn-matching: Schlüsselpunkte und Deskriptoren von D2-Net, gepaart und durch Fenster genau gemacht; verträgt andere Sensoren, gezeichnete Karten, große Verschiebungen und Drehungen. deep-lk: Fenster finden ihre Homographien auf Karten, die Netze gelernt haben; verträgt andere Sensoren und leichte Drehung, Skalierung und Perspektive. phase: Lokale Phasenkorrelation mit Subpixelgenauigkeit auf einem Passpunktgitter, vom Groben zum Feinen. sift: Skaleninvariante Schlüsselpunkte, Verhältnis- und Gegenseitigkeitstest; verträgt Drehung, Skalierung und große Versätze. auto: Die Kandidaten laufen auf einer Stichprobe, die beste Genauigkeit an zurückgehaltenen Punkten gewinnt, der Grund steht im Protokoll.</translation>
  </message>
  <message>
   <source>Transform</source>
   <translation>Transformation</translation>
  </message>
  <message>
   <source>What is fitted to the tie points. shift: Translation. similarity: Translation, rotation and one scale. affine: Translation, rotation, scales and shear. projective: Homography: plane seen in perspective. polynomial2: Quadratic polynomial in x and y. polynomial3: Cubic polynomial in x and y. tps: Smooth local warp with its affine part and smoothing. auto: the simplest one that the held-out error supports.</source>
   <translation>Was an die Passpunkte angepasst wird. shift: Verschiebung. similarity: Verschiebung, Drehung und ein Maßstab. affine: Verschiebung, Drehung, Maßstäbe und Scherung. projective: Homographie: eine Ebene in Perspektive. polynomial2: Quadratisches Polynom in x und y. polynomial3: Kubisches Polynom in x und y. tps: Glatte lokale Verformung mit affinem Teil und Glättung. auto: die einfachste, die der Fehler an zurückgehaltenen Punkten stützt.</translation>
  </message>
  <message>
   <source>Area to use</source>
   <translation>Zu verwendendes Gebiet</translation>
  </message>
  <message>
   <source>Only this part of the reference is used; a target without CRS is searched here.</source>
   <translation>Nur dieser Teil der Referenz wird verwendet; ein Raster ohne KBS wird hier gesucht.</translation>
  </message>
  <message>
   <source>Areas to ignore</source>
   <translation>Auszulassende Flächen</translation>
  </message>
  <message>
   <source>Polygons of water, cloud or other areas where no tie point may lie.</source>
   <translation>Polygone von Wasser, Wolken oder anderen Flächen, in denen kein Passpunkt liegen darf.</translation>
  </message>
  <message>
   <source>Largest expected misplacement</source>
   <translation>Größte erwartete Fehllage</translation>
  </message>
  <message>
   <source>In map units of the reference. Empty: found automatically.</source>
   <translation>In Karteneinheiten der Referenz. Leer: wird selbst gefunden.</translation>
  </message>
  <message>
   <source>Tie-point spacing</source>
   <translation>Abstand der Passpunkte</translation>
  </message>
  <message>
   <source>Distance of the tie-point grid in pixels of the coarser raster. Empty: automatic.</source>
   <translation>Weite des Passpunktgitters in Pixeln des gröberen Rasters. Leer: automatisch.</translation>
  </message>
  <message>
   <source>Reference band</source>
   <translation>Referenzkanal</translation>
  </message>
  <message>
   <source>Band to match with, from 1. Empty: chosen automatically.</source>
   <translation>Kanal, mit dem zugeordnet wird, ab 1. Leer: wird selbst gewählt.</translation>
  </message>
  <message>
   <source>Target band</source>
   <translation>Kanal des auszurichtenden Rasters</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>Modell</translation>
  </message>
  <message>
   <source>Weights of the matching method: the id of a model or the path of a file. Empty: what 'List models' shows for it.</source>
   <translation>Gewichte des Zuordnungsverfahrens: Kennung eines Modells oder Pfad einer Datei. Leer: was 'Modelle auflisten' dafür zeigt.</translation>
  </message>
  <message>
   <source>Where networks run: auto takes CUDA when it is there.</source>
   <translation>Wo Netze laufen: auto nimmt CUDA, wenn es da ist.</translation>
  </message>
  <message>
   <source>As published</source>
   <translation>Wie veröffentlicht</translation>
  </message>
  <message>
   <source>Published methods keep the slips of their reference implementations, to compare with these. They align worse.</source>
   <translation>Veröffentlichte Verfahren behalten die Versehen ihrer Referenzprogramme, um damit zu vergleichen. Sie richten schlechter aus.</translation>
  </message>
  <message>
   <source>Random seed</source>
   <translation>Startwert des Zufalls</translation>
  </message>
  <message>
   <source>Same seed, same input: same result.</source>
   <translation>Gleicher Startwert, gleiche Eingabe: gleiches Ergebnis.</translation>
  </message>
  <message>
   <source>Output grid</source>
   <translation>Ausgabegitter</translation>
  </message>
  <message>
   <source>target: keep the target's pixel size. reference: snap exactly to the reference grid.</source>
   <translation>target: die Pixelgröße des Rasters behalten. reference: genau auf dem Gitter der Referenz.</translation>
  </message>
  <message>
   <source>Resampling</source>
   <translation>Umrechnung der Pixel</translation>
  </message>
  <message>
   <source>Paletted rasters are always resampled with nearest.</source>
   <translation>Raster mit Palette werden immer mit nearest umgerechnet.</translation>
  </message>
  <message>
   <source>Keep the original pixels</source>
   <translation>Ursprüngliche Pixel behalten</translation>
  </message>
  <message>
   <source>Where the transform is a shift, similarity or affine: write the original pixels with a corrected geotransform, no resampling.</source>
   <translation>Wo die Transformation shift, similarity oder affine ist: die ursprünglichen Pixel mit berichtigter Georeferenz schreiben, ohne Umrechnung.</translation>
  </message>
  <message>
   <source>Creation options</source>
   <translation>Erzeugungsoptionen</translation>
  </message>
  <message>
   <source>GeoTIFF creation options as NAME=VALUE|NAME=VALUE.</source>
   <translation>GeoTIFF-Erzeugungsoptionen als NAME=WERT|NAME=WERT.</translation>
  </message>
  <message>
   <source>Aligned raster</source>
   <translation>Ausgerichtetes Raster</translation>
  </message>
  <message>
   <source>GeoTIFF in the reference's CRS.</source>
   <translation>GeoTIFF im KBS der Referenz.</translation>
  </message>
  <message>
   <source>Point layer at the reference positions.</source>
   <translation>Punktlayer an den Positionen in der Referenz.</translation>
  </message>
  <message>
   <source>GCP file</source>
   <translation>GCP-Datei</translation>
  </message>
  <message>
   <source>A .points file for the Georeferencer.</source>
   <translation>Eine .points-Datei für den Georeferenzierer.</translation>
  </message>
  <message>
   <source>Solution</source>
   <translation>Lösung</translation>
  </message>
  <message>
   <source>JSON with the fitted transform, reusable for sister rasters.</source>
   <translation>JSON mit der angepassten Transformation, wiederverwendbar für Schwesterraster.</translation>
  </message>
  <message>
   <source>HTML page with figures of merit, residuals and before/after pictures.</source>
   <translation>HTML-Seite mit Gütemaßen, Restfehlern und Bildern vorher/nachher.</translation>
  </message>
  <message>
   <source>Matching method used</source>
   <translation>Verwendetes Zuordnungsverfahren</translation>
  </message>
  <message>
   <source>Transform used</source>
   <translation>Verwendete Transformation</translation>
  </message>
  <message>
   <source>Number of tie points used</source>
   <translation>Anzahl verwendeter Passpunkte</translation>
  </message>
  <message>
   <source>Held-out RMSE in pixels of the coarser raster</source>
   <translation>RMSE an zurückgehaltenen Punkten, in Pixeln des gröberen Rasters</translation>
  </message>
  <message>
   <source>Held-out RMSE in map units</source>
   <translation>RMSE an zurückgehaltenen Punkten, in Karteneinheiten</translation>
  </message>
  <message>
   <source>Held-out circular error, 90 %, in map units</source>
   <translation>Kreisfehler 90 % an zurückgehaltenen Punkten, in Karteneinheiten</translation>
  </message>
  <message>
   <source>Median shift in x, map units</source>
   <translation>Mittlere Verschiebung in x, Karteneinheiten</translation>
  </message>
  <message>
   <source>Median shift in y, map units</source>
   <translation>Mittlere Verschiebung in y, Karteneinheiten</translation>
  </message>
  <message>
   <source>Verdict: good (held-out RMSE &lt;= 0.75 px), usable (&lt;= 2 px) or poor</source>
   <translation>Urteil: good (RMSE an zurückgehaltenen Punkten &lt;= 0,75 px), usable (&lt;= 2 px) oder poor</translation>
  </message>
  <message>
   <source>Finds tie points between two rasters and writes them as a layer that can be edited and used by 'Warp raster by tie points'.</source>
   <translation>Findet Passpunkte zwischen zwei Rastern und schreibt sie als Layer, der bearbeitet und von 'Raster nach Passpunkten entzerren' verwendet werden kann.</translation>
  </message>
  <message>
   <source>Point layer in the reference's CRS, at the reference positions.</source>
   <translation>Punktlayer im KBS der Referenz, an den Positionen in der Referenz.</translation>
  </message>
  <message>
   <source>Shift lines</source>
   <translation>Verschiebungslinien</translation>
  </message>
  <message>
   <source>Lines from the target position to the reference position.</source>
   <translation>Linien von der Position im Raster zur Position in der Referenz.</translation>
  </message>
  <message>
   <source>HTML page with figures of merit and residuals.</source>
   <translation>HTML-Seite mit Gütemaßen und Restfehlern.</translation>
  </message>
  <message>
   <source>Warp raster by tie points</source>
   <translation>Raster nach Passpunkten entzerren</translation>
  </message>
  <message>
   <source>Applies a tie-point layer, a GCP file or a solution to a raster or its sister rasters.</source>
   <translation>Wendet einen Passpunktlayer, eine GCP-Datei oder eine Lösung auf ein Raster oder seine Schwesterraster an.</translation>
  </message>
  <message>
   <source>Raster to warp</source>
   <translation>Zu entzerrendes Raster</translation>
  </message>
  <message>
   <source>The raster the tie points were measured in, or a sister raster of it.</source>
   <translation>Das Raster, in dem die Passpunkte gemessen wurden, oder ein Schwesterraster davon.</translation>
  </message>
  <message>
   <source>Tie-point layer, edited by hand or not; rows with enabled = false are ignored.</source>
   <translation>Passpunktlayer, von Hand bearbeitet oder nicht; Zeilen mit enabled = false zählen nicht.</translation>
  </message>
  <message>
   <source>A .points file, instead of a layer.</source>
   <translation>Eine .points-Datei anstelle eines Layers.</translation>
  </message>
  <message>
   <source>A solution JSON, instead of tie points.</source>
   <translation>Ein Lösungs-JSON anstelle von Passpunkten.</translation>
  </message>
  <message>
   <source>Gives the CRS and, with OUTPUT_GRID = reference, the grid.</source>
   <translation>Gibt das KBS vor und, mit OUTPUT_GRID = reference, das Gitter.</translation>
  </message>
  <message>
   <source>Warped raster</source>
   <translation>Entzerrtes Raster</translation>
  </message>
  <message>
   <source>GeoTIFF in the CRS of the reference or of the tie points.</source>
   <translation>GeoTIFF im KBS der Referenz oder der Passpunkte.</translation>
  </message>
  <message>
   <source>Assess alignment</source>
   <translation>Lage prüfen</translation>
  </message>
  <message>
   <source>Measures how badly two rasters are misaligned and where, without warping anything.</source>
   <translation>Misst, wie weit und wo zwei Raster gegeneinander versetzt sind, ohne etwas zu entzerren.</translation>
  </message>
  <message>
   <source>Displacements</source>
   <translation>Versätze</translation>
  </message>
  <message>
   <source>Point layer of the measured displacements.</source>
   <translation>Punktlayer der gemessenen Versätze.</translation>
  </message>
  <message>
   <source>Heat map</source>
   <translation>Wärmekarte</translation>
  </message>
  <message>
   <source>Raster of the displacement's length in map units.</source>
   <translation>Raster der Länge des Versatzes in Karteneinheiten.</translation>
  </message>
  <message>
   <source>HTML page with figures, vectors and heat map.</source>
   <translation>HTML-Seite mit Kennzahlen, Vektoren und Wärmekarte.</translation>
  </message>
  <message>
   <source>Measured</source>
   <translation>Gemessen</translation>
  </message>
  <message>
   <source>Number of measured displacements</source>
   <translation>Anzahl gemessener Versätze</translation>
  </message>
  <message>
   <source>Misalignment, RMSE in pixels of the coarser raster</source>
   <translation>Fehllage, RMSE in Pixeln des gröberen Rasters</translation>
  </message>
  <message>
   <source>Misalignment, RMSE in map units</source>
   <translation>Fehllage, RMSE in Karteneinheiten</translation>
  </message>
  <message>
   <source>Misalignment, circular error 90 %, in map units</source>
   <translation>Fehllage, Kreisfehler 90 %, in Karteneinheiten</translation>
  </message>
  <message>
   <source>Verdict on the misalignment: good (&lt;= 0.75 px), usable (&lt;= 2 px) or poor</source>
   <translation>Urteil über die Fehllage: good (&lt;= 0,75 px), usable (&lt;= 2 px) oder poor</translation>
  </message>
  <message>
   <source>Co-register a series</source>
   <translation>Eine Serie koregistrieren</translation>
  </message>
  <message>
   <source>Aligns many rasters with one reference, each by itself, with one table of how well it went; a bad one does not stop the rest.</source>
   <translation>Richtet viele Raster nach einer Referenz aus, jedes für sich, mit einer Tabelle, wie gut es ging; ein schlechtes hält die anderen nicht auf.</translation>
  </message>
  <message>
   <source>Rasters to align</source>
   <translation>Auszurichtende Raster</translation>
  </message>
  <message>
   <source>The rasters that are moved, or folders of them: any CRS, pixel size, data type, band count and rotation. The reference itself is left out.</source>
   <translation>Die Raster, die bewegt werden, oder Ordner davon: beliebiges KBS, Pixelgröße, Datentyp, Kanalzahl und Drehung. Die Referenz selbst wird ausgelassen.</translation>
  </message>
  <message>
   <source>Band of every raster to match with, from 1. Empty: chosen automatically.</source>
   <translation>Kanal jedes Rasters, mit dem zugeordnet wird, ab 1. Leer: wird selbst gewählt.</translation>
  </message>
  <message>
   <source>Go on with a series</source>
   <translation>Eine Serie fortsetzen</translation>
  </message>
  <message>
   <source>Leave out what the output folder's table calls aligned or refused, where raster, reference and options are the same as then.</source>
   <translation>Auslassen, was die Tabelle des Ausgabeordners ausgerichtet oder abgelehnt nennt, wenn Raster, Referenz und Optionen dieselben sind wie damals.</translation>
  </message>
  <message>
   <source>Write tie points</source>
   <translation>Passpunkte schreiben</translation>
  </message>
  <message>
   <source>NAME_tiepoints.gpkg beside every aligned raster.</source>
   <translation>NAME_tiepoints.gpkg neben jedem ausgerichteten Raster.</translation>
  </message>
  <message>
   <source>Write solutions</source>
   <translation>Lösungen schreiben</translation>
  </message>
  <message>
   <source>NAME_solution.json beside every aligned raster: its transform, for 'Warp raster by tie points'.</source>
   <translation>NAME_solution.json neben jedem ausgerichteten Raster: seine Transformation, für 'Raster nach Passpunkten entzerren'.</translation>
  </message>
  <message>
   <source>Write reports</source>
   <translation>Berichte schreiben</translation>
  </message>
  <message>
   <source>NAME_report.html beside every aligned raster.</source>
   <translation>NAME_report.html neben jedem ausgerichteten Raster.</translation>
  </message>
  <message>
   <source>Output folder</source>
   <translation>Ausgabeordner</translation>
  </message>
  <message>
   <source>Gets NAME.tif for every raster that could be aligned, and the tables summary.csv and summary.html, which say of each whether it was, how accurately, and why not. It may not be a folder of the rasters to align.</source>
   <translation>Erhält NAME.tif für jedes Raster, das ausgerichtet werden konnte, und die Tabellen summary.csv und summary.html, die von jedem sagen, ob, wie genau und warum nicht. Er darf kein Ordner der auszurichtenden Raster sein.</translation>
  </message>
  <message>
   <source>Aligned rasters</source>
   <translation>Ausgerichtete Raster</translation>
  </message>
  <message>
   <source>Number of rasters that were aligned, now or before</source>
   <translation>Anzahl der Raster, die jetzt oder früher ausgerichtet wurden</translation>
  </message>
  <message>
   <source>Number of rasters whose alignment the evidence does not support</source>
   <translation>Anzahl der Raster, deren Ausrichtung nicht genügend belegt ist</translation>
  </message>
  <message>
   <source>Number of rasters that could not be read, or failed otherwise</source>
   <translation>Anzahl der Raster, die nicht gelesen werden konnten oder anders scheiterten</translation>
  </message>
  <message>
   <source>Number of those that were left out as they had been done before</source>
   <translation>Davon als früher erledigt ausgelassen</translation>
  </message>
  <message>
   <source>Largest held-out RMSE of the aligned, in pixels of the coarser raster</source>
   <translation>Größter RMSE an zurückgehaltenen Punkten unter den ausgerichteten, in Pixeln des gröberen Rasters</translation>
  </message>
  <message>
   <source>Table of the series (CSV)</source>
   <translation>Tabelle der Serie (CSV)</translation>
  </message>
  <message>
   <source>Page of the series (HTML)</source>
   <translation>Seite der Serie (HTML)</translation>
  </message>
  <message>
   <source>Change map</source>
   <translation>Veränderungskarte</translation>
  </message>
  <message>
   <source>Finds where two rasters of one place differ: a magnitude, a mask and polygons to review, refused where misregistration would be taken for change.</source>
   <translation>Findet, wo sich zwei Raster eines Ortes unterscheiden: Stärke, Maske und Polygone zum Durchsehen; abgelehnt, wo Fehllage für Veränderung gehalten würde.</translation>
  </message>
  <message>
   <source>Raster before</source>
   <translation>Raster vorher</translation>
  </message>
  <message>
   <source>The earlier raster. The results lie on its pixels, cut to what both cover; where those of the other are more than 1.5 times as long, on its ground in pixels of that length.</source>
   <translation>Das frühere Raster. Die Ergebnisse liegen auf seinen Pixeln, beschnitten auf das, was beide abdecken; wo die des anderen mehr als 1,5-mal so lang sind, auf seiner Fläche in Pixeln jener Länge.</translation>
  </message>
  <message>
   <source>Raster after</source>
   <translation>Raster nachher</translation>
  </message>
  <message>
   <source>The later raster: any CRS, pixel size, data type, band count and rotation. Two rasters of one size without CRS are compared pixel by pixel.</source>
   <translation>Das spätere Raster: beliebiges KBS, Pixelgröße, Datentyp, Kanalzahl und Drehung. Zwei gleich große Raster ohne KBS werden Pixel für Pixel verglichen.</translation>
  </message>
  <message>
   <source>Change method</source>
   <translation>Veränderungsverfahren</translation>
  </message>
  <message>
   <source>How change is told. irmad: Iteratively re-weighted multivariate alteration detection: what is left of the bands of one date when the other has explained all it can, with a chi-square probability. cva: Length of the difference of radiometrically normalised bands; of a single SAR band the ratio of local means. deep: Difference of learned features at several scales; needs no samples. network: A trained siamese network looks at both dates and at how far their pixels are from noise; has learned from change put into images, and is misled little by misregistration. auto: the one that suits the two rasters; the reason is logged.</source>
   <translation>Woran Veränderung erkannt wird. irmad: Iterativ gewichtete multivariate Veränderungserkennung: was von den Kanälen eines Zeitpunkts bleibt, wenn der andere alles erklärt hat, was er kann, mit einer Chi-Quadrat-Wahrscheinlichkeit. cva: Länge der Differenz radiometrisch angeglichener Kanäle; bei einem einzelnen SAR-Kanal das Verhältnis lokaler Mittel. deep: Differenz gelernter Merkmale in mehreren Maßstäben; braucht keine Beispiele. network: Ein trainiertes siamesisches Netz sieht beide Zeitpunkte und wie weit ihre Pixel vom Rauschen entfernt sind; es hat an Veränderungen gelernt, die in Bilder gesetzt wurden, und lässt sich von Fehlregistrierung wenig täuschen. auto: das, welches zu den beiden Rastern passt; der Grund steht im Protokoll.</translation>
  </message>
  <message>
   <source>Alignment</source>
   <translation>Ausrichtung</translation>
  </message>
  <message>
   <source>What is done about misregistration, which looks like change. check: it is measured, and more than a pixel (or TOLERANCE) of it is refused, with the measured offset. coregister: the raster after is resampled to where it belongs. off: nothing is measured.</source>
   <translation>Was gegen Fehllage getan wird, die wie Veränderung aussieht. check: Sie wird gemessen, und mehr als ein Pixel (oder TOLERANCE) davon wird mit dem gemessenen Versatz abgelehnt. coregister: Das Raster nachher wird dorthin umgerechnet, wo es hingehört. off: Es wird nichts gemessen.</translation>
  </message>
  <message>
   <source>Polygons of water, cloud or other areas where nothing is to be compared.</source>
   <translation>Polygone von Wasser, Wolken oder anderen Flächen, in denen nichts verglichen werden soll.</translation>
  </message>
  <message>
   <source>Threshold</source>
   <translation>Schwelle</translation>
  </message>
  <message>
   <source>Magnitude, 0 to 1, above which a pixel has changed. auto: found from the magnitudes of the whole; nothing has changed where they hold no evidence of it.</source>
   <translation>Stärke, 0 bis 1, über der ein Pixel sich verändert hat. auto: aus den Stärken des Ganzen bestimmt; wo sie keinen Beleg dafür enthalten, hat sich nichts verändert.</translation>
  </message>
  <message>
   <source>Smallest area</source>
   <translation>Kleinste Fläche</translation>
  </message>
  <message>
   <source>In square map units: connected changed pixels that cover less count as unchanged. 0: all are kept.</source>
   <translation>In Quadrat-Karteneinheiten: Zusammenhängende veränderte Pixel, die weniger bedecken, gelten als unverändert. 0: alle bleiben.</translation>
  </message>
  <message>
   <source>Tolerance</source>
   <translation>Toleranz</translation>
  </message>
  <message>
   <source>Misregistration in pixels that is discounted: a difference that a shift so small explains is no change. Empty: what ALIGN has left, from half a pixel on, or none where that is not known.</source>
   <translation>Fehllage in Pixeln, die abgezogen wird: Ein Unterschied, den eine so kleine Verschiebung erklärt, ist keine Veränderung. Leer: was ALIGN übrig lässt, ab einem halben Pixel, oder nichts, wo das nicht bekannt ist.</translation>
  </message>
  <message>
   <source>Bands before</source>
   <translation>Kanäle vorher</translation>
  </message>
  <message>
   <source>Bands to compare, from 1. Empty: those that both rasters have, by name, else by number.</source>
   <translation>Zu vergleichende Kanäle, ab 1. Leer: die, die beide Raster haben, nach Namen, sonst nach Nummer.</translation>
  </message>
  <message>
   <source>Bands after</source>
   <translation>Kanäle nachher</translation>
  </message>
  <message>
   <source>Bands to compare, from 1, in the order of those before. Empty: those that both rasters have.</source>
   <translation>Zu vergleichende Kanäle, ab 1, in der Reihenfolge derer vorher. Leer: die, die beide Raster haben.</translation>
  </message>
  <message>
   <source>Weights of the change method: the id of a model or the path of a file. Empty: what 'List models' shows for it.</source>
   <translation>Gewichte des Veränderungsverfahrens: Kennung eines Modells oder Pfad einer Datei. Leer: was 'Modelle auflisten' dafür zeigt.</translation>
  </message>
  <message>
   <source>Change mask</source>
   <translation>Veränderungsmaske</translation>
  </message>
  <message>
   <source>GeoTIFF: 1 changed, 0 unchanged, 255 no data.</source>
   <translation>GeoTIFF: 1 verändert, 0 unverändert, 255 keine Daten.</translation>
  </message>
  <message>
   <source>Magnitude</source>
   <translation>Stärke</translation>
  </message>
  <message>
   <source>GeoTIFF: evidence of change, 0 to 1.</source>
   <translation>GeoTIFF: Beleg für Veränderung, 0 bis 1.</translation>
  </message>
  <message>
   <source>Changed areas</source>
   <translation>Veränderte Flächen</translation>
  </message>
  <message>
   <source>Polygon layer of connected changed pixels: area, mean magnitude, confidence, dates where they are known, and a status for review (accept, reject or unsure).</source>
   <translation>Polygonlayer zusammenhängender veränderter Pixel: Fläche, mittlere Stärke, Sicherheit, Daten, wo sie bekannt sind, und ein Status zum Durchsehen (accept, reject oder unsure).</translation>
  </message>
  <message>
   <source>HTML page with pictures, histogram and figures.</source>
   <translation>HTML-Seite mit Bildern, Histogramm und Kennzahlen.</translation>
  </message>
  <message>
   <source>Changed area in square map units</source>
   <translation>Veränderte Fläche in Quadrat-Karteneinheiten</translation>
  </message>
  <message>
   <source>Changed share of what could be compared, 0 to 1</source>
   <translation>Veränderter Anteil des Vergleichbaren, 0 bis 1</translation>
  </message>
  <message>
   <source>Threshold used</source>
   <translation>Verwendete Schwelle</translation>
  </message>
  <message>
   <source>Change method used; joined by + where several have a say</source>
   <translation>Verwendetes Veränderungsverfahren; mit + verbunden, wo mehrere mitreden</translation>
  </message>
  <message>
   <source>Misregistration, RMSE in pixels of the result: measured where it was checked, left over where it was repaired, empty where it is not known</source>
   <translation>Fehllage, RMSE in Pixeln des Ergebnisses: gemessen, wo sie geprüft wurde, übrig, wo sie behoben wurde, leer, wo sie nicht bekannt ist</translation>
  </message>
  <message>
   <source>Scene change</source>
   <translation>Szenenveränderung</translation>
  </message>
  <message>
   <source>Tells the land use of two dates tile by tile with a trained model: a layer of tiles, classes, transitions, a from-to table.</source>
   <translation>Sagt mit einem trainierten Modell Kachel für Kachel die Landnutzung zweier Zeitpunkte: ein Layer der Kacheln, Klassen, Übergänge, eine Übergangstabelle.</translation>
  </message>
  <message>
   <source>The earlier raster. Tiles are cut from its pixels, from the upper left corner of what both rasters cover; where the pixels of the other are more than 1.5 times as long, from its ground in pixels of that length.</source>
   <translation>Das frühere Raster. Kacheln werden aus seinen Pixeln geschnitten, von der linken oberen Ecke dessen an, was beide Raster abdecken; wo die Pixel des anderen mehr als 1,5-mal so lang sind, aus seiner Fläche in Pixeln jener Länge.</translation>
  </message>
  <message>
   <source>The later raster, aligned with the other: any CRS, pixel size, data type, band count and rotation. Two rasters of one size without CRS are compared pixel by pixel.</source>
   <translation>Das spätere Raster, nach dem anderen ausgerichtet: beliebiges KBS, Pixelgröße, Datentyp, Kanalzahl und Drehung. Zwei gleich große Raster ohne KBS werden Pixel für Pixel verglichen.</translation>
  </message>
  <message>
   <source>A scene-change model: the id of a model or the path of a file, such as 'Train scene-change model' writes. It says which classes there are. Empty: what 'List models' shows for the task scenechange.</source>
   <translation>Ein Modell für Szenenveränderung: Kennung eines Modells oder Pfad einer Datei, wie 'Modell für Szenenveränderung trainieren' sie schreibt. Es sagt, welche Klassen es gibt. Leer: was 'Modelle auflisten' für die Aufgabe scenechange zeigt.</translation>
  </message>
  <message>
   <source>Tile size</source>
   <translation>Kachelgröße</translation>
  </message>
  <message>
   <source>Side of a tile in pixels. Empty: as much ground as the model's own tiles show, where that and the size of a pixel are known, else the model's side in pixels.</source>
   <translation>Seite einer Kachel in Pixeln. Leer: so viel Boden, wie die Kacheln des Modells zeigen, wo das und die Größe eines Pixels bekannt sind, sonst die Seite des Modells in Pixeln.</translation>
  </message>
  <message>
   <source>Stride</source>
   <translation>Schrittweite</translation>
  </message>
  <message>
   <source>Pixels from one tile to the next, and the size of a cell of the results. Smaller than the tile size, tiles overlap, and a cell is the middle of its tile. Empty: the tile size.</source>
   <translation>Pixel von einer Kachel zur nächsten, und die Größe einer Zelle der Ergebnisse. Kleiner als die Kachelgröße überlappen sich Kacheln, und eine Zelle ist die Mitte ihrer Kachel. Leer: die Kachelgröße.</translation>
  </message>
  <message>
   <source>Polygons of water, cloud or other areas: tiles that touch them are left out.</source>
   <translation>Polygone von Wasser, Wolken oder anderen Flächen: Kacheln, die sie berühren, werden ausgelassen.</translation>
  </message>
  <message>
   <source>Numbers of red, green and blue, or of one band that is shown as grey. Empty: by colour or name, else the first three.</source>
   <translation>Nummern von Rot, Grün und Blau, oder eines Kanals, der grau gezeigt wird. Leer: nach Farbe oder Name, sonst die ersten drei.</translation>
  </message>
  <message>
   <source>The same of the raster after.</source>
   <translation>Dasselbe für das Raster nachher.</translation>
  </message>
  <message>
   <source>Smallest share of data</source>
   <translation>Kleinster Datenanteil</translation>
  </message>
  <message>
   <source>Share of a tile, above 0 and up to 1, that has to carry data in both rasters; tiles with less are left out. What is missing in others is shown in their mean colour.</source>
   <translation>Anteil einer Kachel, über 0 und bis 1, der in beiden Rastern Daten tragen muss; Kacheln mit weniger werden ausgelassen. Was in anderen fehlt, wird in ihrer mittleren Farbe gezeigt.</translation>
  </message>
  <message>
   <source>Tiles</source>
   <translation>Kacheln</translation>
  </message>
  <message>
   <source>Polygon layer of all tiles that were looked at: number and name of the class before and after, their probabilities, whether they differ, the transition (100 times the class before plus the class after), gate (how far the network finds the dates to agree, 0 to 1; empty where it does not compare them) and confidence (product of both probabilities).</source>
   <translation>Polygonlayer aller angesehenen Kacheln: Nummer und Name der Klasse vorher und nachher, ihre Wahrscheinlichkeiten, ob sie sich unterscheiden, der Übergang (100-mal die Klasse vorher plus die Klasse nachher), gate (wie sehr das Netz die Zeitpunkte übereinstimmen findet, 0 bis 1; leer, wo es sie nicht vergleicht) und Sicherheit (Produkt beider Wahrscheinlichkeiten).</translation>
  </message>
  <message>
   <source>Classes before</source>
   <translation>Klassen vorher</translation>
  </message>
  <message>
   <source>GeoTIFF of one pixel a tile: classes from 1, in the colours of the model; 0 no data.</source>
   <translation>GeoTIFF mit einem Pixel je Kachel: Klassen ab 1, in den Farben des Modells; 0 keine Daten.</translation>
  </message>
  <message>
   <source>Classes after</source>
   <translation>Klassen nachher</translation>
  </message>
  <message>
   <source>The same of the later date.</source>
   <translation>Dasselbe für den späteren Zeitpunkt.</translation>
  </message>
  <message>
   <source>Transitions</source>
   <translation>Übergänge</translation>
  </message>
  <message>
   <source>GeoTIFF of one pixel a tile: 100 times the class before plus the class after; 0 no data.</source>
   <translation>GeoTIFF mit einem Pixel je Kachel: 100-mal die Klasse vorher plus die Klasse nachher; 0 keine Daten.</translation>
  </message>
  <message>
   <source>Attention</source>
   <translation>Aufmerksamkeit</translation>
  </message>
  <message>
   <source>GeoTIFF of the pixels of the raster before, one band for each date: where in its tile the network has seen the class it names (Grad-CAM), 0 to 1.</source>
   <translation>GeoTIFF der Pixel des Rasters vorher, ein Kanal je Zeitpunkt: wo in seiner Kachel das Netz die genannte Klasse gesehen hat (Grad-CAM), 0 bis 1.</translation>
  </message>
  <message>
   <source>From-to table</source>
   <translation>Übergangstabelle</translation>
  </message>
  <message>
   <source>CSV file: how many tiles went from which class to which.</source>
   <translation>CSV-Datei: wie viele Kacheln von welcher Klasse zu welcher übergingen.</translation>
  </message>
  <message>
   <source>HTML page with maps, the from-to table and figures.</source>
   <translation>HTML-Seite mit Karten, Übergangstabelle und Kennzahlen.</translation>
  </message>
  <message>
   <source>Tiles that were looked at</source>
   <translation>Angesehene Kacheln</translation>
  </message>
  <message>
   <source>Whole tiles that were left out for lack of data</source>
   <translation>Ganze Kacheln, die mangels Daten ausgelassen wurden</translation>
  </message>
  <message>
   <source>Tiles whose class has changed</source>
   <translation>Kacheln, deren Klasse sich verändert hat</translation>
  </message>
  <message>
   <source>The same as a share of those looked at, 0 to 1</source>
   <translation>Dasselbe als Anteil der angesehenen, 0 bis 1</translation>
  </message>
  <message>
   <source>Their area in square map units</source>
   <translation>Ihre Fläche in Quadrat-Karteneinheiten</translation>
  </message>
  <message>
   <source>Side of a tile, pixels</source>
   <translation>Seite einer Kachel, Pixel</translation>
  </message>
  <message>
   <source>Distance of tiles, pixels</source>
   <translation>Abstand der Kacheln, Pixel</translation>
  </message>
  <message>
   <source>Train scene-change model</source>
   <translation>Modell für Szenenveränderung trainieren</translation>
  </message>
  <message>
   <source>Trains a model of land use of two dates on labelled tiles or polygons of your own, for 'Scene change', and tests it.</source>
   <translation>Trainiert ein Modell der Landnutzung zweier Zeitpunkte mit eigenen beschrifteten Kacheln oder Polygonen, für 'Szenenveränderung', und testet es.</translation>
  </message>
  <message>
   <source>Chunks</source>
   <translation>Stücke</translation>
  </message>
  <message>
   <source>A folder of .npz files with image_t1, image_t2 (N, side, side, 3) and label_t1, label_t2 (N) from 1, as published with CorrFusionNet; or with the folders train, validate and test (trn, val, tst) of such files. A line of classes in classes.txt, 'water #87ceeb; road', names them; without it they are the fourteen of Wuhan.</source>
   <translation>Ein Ordner von .npz-Dateien mit image_t1, image_t2 (N, Seite, Seite, 3) und label_t1, label_t2 (N) ab 1, wie mit CorrFusionNet veröffentlicht; oder mit den Ordnern train, validate und test (trn, val, tst) solcher Dateien. Eine Zeile von Klassen in classes.txt, 'water #87ceeb; road', benennt sie; ohne sie sind es die vierzehn von Wuhan.</translation>
  </message>
  <message>
   <source>Tiles before</source>
   <translation>Kacheln vorher</translation>
  </message>
  <message>
   <source>A folder with a folder for each class, of tiles as PNG, JPEG or TIFF files of 8 bits. Tiles called COLUMN_ROW are divided in blocks.</source>
   <translation>Ein Ordner mit einem Ordner je Klasse, von Kacheln als PNG-, JPEG- oder TIFF-Dateien mit 8 Bit. Kacheln namens SPALTE_ZEILE werden in Blöcke geteilt.</translation>
  </message>
  <message>
   <source>Tiles after</source>
   <translation>Kacheln nachher</translation>
  </message>
  <message>
   <source>The same of the later date: a tile of the same name shows the same place.</source>
   <translation>Dasselbe für den späteren Zeitpunkt: Eine Kachel desselben Namens zeigt denselben Ort.</translation>
  </message>
  <message>
   <source>Polygons</source>
   <translation>Polygone</translation>
  </message>
  <message>
   <source>Areas whose class is known on both dates, drawn on BEFORE and AFTER. Tiles of which one class covers more than half on either date are learned from.</source>
   <translation>Flächen, deren Klasse zu beiden Zeitpunkten bekannt ist, auf BEFORE und AFTER gezeichnet. Aus Kacheln, die zu jedem Zeitpunkt zu mehr als der Hälfte von einer Klasse bedeckt sind, wird gelernt.</translation>
  </message>
  <message>
   <source>Field before</source>
   <translation>Feld vorher</translation>
  </message>
  <message>
   <source>Field of the polygons with the class on the earlier date.</source>
   <translation>Feld der Polygone mit der Klasse zum früheren Zeitpunkt.</translation>
  </message>
  <message>
   <source>Field after</source>
   <translation>Feld nachher</translation>
  </message>
  <message>
   <source>Field of the polygons with the class on the later date.</source>
   <translation>Feld der Polygone mit der Klasse zum späteren Zeitpunkt.</translation>
  </message>
  <message>
   <source>The earlier raster under the polygons.</source>
   <translation>Das frühere Raster unter den Polygonen.</translation>
  </message>
  <message>
   <source>The later raster, aligned with the other.</source>
   <translation>Das spätere Raster, nach dem anderen ausgerichtet.</translation>
  </message>
  <message>
   <source>Side of the tiles that are cut from the rasters, pixels. Empty: SIDE.</source>
   <translation>Seite der Kacheln, die aus den Rastern geschnitten werden, Pixel. Leer: SIDE.</translation>
  </message>
  <message>
   <source>Ground</source>
   <translation>Boden</translation>
  </message>
  <message>
   <source>Side of the tiles of CHUNKS or folders in metres on the ground, which the model keeps for 'Scene change'; of rasters it is measured. 0: not known.</source>
   <translation>Seite der Kacheln von CHUNKS oder Ordnern in Metern am Boden, die das Modell für 'Szenenveränderung' behält; bei Rastern wird sie gemessen. 0: nicht bekannt.</translation>
  </message>
  <message>
   <source>Block</source>
   <translation>Block</translation>
  </message>
  <message>
   <source>Side of the blocks of land, in tiles, that are trained on, validated on (a tenth) or kept for the test (a fifth) as a whole. Empty: up to 8, so that there are at least twenty of them.</source>
   <translation>Seite der Blöcke von Land, in Kacheln, die als Ganzes trainiert, zum Validieren (ein Zehntel) oder für den Test (ein Fünftel) genommen werden. Leer: bis 8, so dass es mindestens zwanzig sind.</translation>
  </message>
  <message>
   <source>Backbone</source>
   <translation>Grundnetz</translation>
  </message>
  <message>
   <source>What sees a tile: slim, small enough for a computer without GPU; or one of those CorrFusionNet was published with, which can start from ImageNet.</source>
   <translation>Was eine Kachel sieht: slim, klein genug für einen Rechner ohne GPU; oder eines von denen, mit denen CorrFusionNet veröffentlicht wurde, die von ImageNet ausgehen können.</translation>
  </message>
  <message>
   <source>Fusion</source>
   <translation>Verschmelzung</translation>
  </message>
  <message>
   <source>With the CorrFusion block, by which each date uses what both have in common.</source>
   <translation>Mit dem CorrFusion-Block, durch den jeder Zeitpunkt nutzt, was beide gemeinsam haben.</translation>
  </message>
  <message>
   <source>Objective</source>
   <translation>Ziel</translation>
  </message>
  <message>
   <source>What is learned beside the classes: corrfusion, that unchanged pairs are alike; plain, nothing; dcca and soft-dcca, that the features of both dates correlate.</source>
   <translation>Was neben den Klassen gelernt wird: corrfusion, dass unveränderte Paare gleich sind; plain, nichts; dcca und soft-dcca, dass die Merkmale beider Zeitpunkte korrelieren.</translation>
  </message>
  <message>
   <source>Side</source>
   <translation>Seite</translation>
  </message>
  <message>
   <source>Side of the tiles as the network sees them, pixels; published: 200. Others are resampled.</source>
   <translation>Seite der Kacheln, wie das Netz sie sieht, Pixel; veröffentlicht: 200. Andere werden umgerechnet.</translation>
  </message>
  <message>
   <source>Shared weights</source>
   <translation>Gemeinsame Gewichte</translation>
  </message>
  <message>
   <source>Both dates are seen by the same weights; published: each has its own.</source>
   <translation>Beide Zeitpunkte werden mit denselben Gewichten gesehen; veröffentlicht: jeder hat eigene.</translation>
  </message>
  <message>
   <source>Flatten</source>
   <translation>Aneinanderreihen</translation>
  </message>
  <message>
   <source>The backbone's maps are flattened, as published, not averaged.</source>
   <translation>Die Karten des Grundnetzes werden aneinandergereiht, wie veröffentlicht, nicht gemittelt.</translation>
  </message>
  <message>
   <source>Width</source>
   <translation>Breite</translation>
  </message>
  <message>
   <source>Features of a date; published: 1024.</source>
   <translation>Merkmale eines Zeitpunkts; veröffentlicht: 1024.</translation>
  </message>
  <message>
   <source>Ratio</source>
   <translation>Verhältnis</translation>
  </message>
  <message>
   <source>By so many times fewer features the dates are compared.</source>
   <translation>Mit so viel mal weniger Merkmalen werden die Zeitpunkte verglichen.</translation>
  </message>
  <message>
   <source>Temperature</source>
   <translation>Temperatur</translation>
  </message>
  <message>
   <source>How the distance of the dates closes the gate: divided by the root of the number of features; none, as published; or learned.</source>
   <translation>Wie der Abstand der Zeitpunkte das Tor schließt: geteilt durch die Wurzel der Merkmalszahl; none, wie veröffentlicht; oder gelernt.</translation>
  </message>
  <message>
   <source>Weight of correlation</source>
   <translation>Gewicht der Korrelation</translation>
  </message>
  <message>
   <source>Of the objectives dcca and soft-dcca.</source>
   <translation>Der Ziele dcca und soft-dcca.</translation>
  </message>
  <message>
   <source>Optimiser</source>
   <translation>Optimierer</translation>
  </message>
  <message>
   <source>adamw, with a rate that rises and falls; or nesterov, as published.</source>
   <translation>adamw, mit einer Rate, die steigt und fällt; oder nesterov, wie veröffentlicht.</translation>
  </message>
  <message>
   <source>Constant rate</source>
   <translation>Feste Rate</translation>
  </message>
  <message>
   <source>The learning rate stays as it is, as published.</source>
   <translation>Die Lernrate bleibt, wie sie ist, wie veröffentlicht.</translation>
  </message>
  <message>
   <source>Balanced</source>
   <translation>Ausgeglichen</translation>
  </message>
  <message>
   <source>Rare classes count as much as frequent ones.</source>
   <translation>Seltene Klassen zählen so viel wie häufige.</translation>
  </message>
  <message>
   <source>Turn tiles</source>
   <translation>Kacheln drehen</translation>
  </message>
  <message>
   <source>Pairs are turned, mirrored and seen under other light.</source>
   <translation>Paare werden gedreht, gespiegelt und in anderem Licht gesehen.</translation>
  </message>
  <message>
   <source>Jitter</source>
   <translation>Schwankung</translation>
  </message>
  <message>
   <source>How much the light of each date varies where tiles are turned, 0 to 1.</source>
   <translation>Wie sehr das Licht jedes Zeitpunkts schwankt, wo Kacheln gedreht werden, 0 bis 1.</translation>
  </message>
  <message>
   <source>Model to start from</source>
   <translation>Ausgangsmodell</translation>
  </message>
  <message>
   <source>imagenet: the published weights of the backbone, if they are here. Or the id or file of a scene-change model, which is adapted; its classes may be others. Empty: random weights.</source>
   <translation>imagenet: die veröffentlichten Gewichte des Grundnetzes, wenn sie hier sind. Oder Kennung oder Datei eines Modells für Szenenveränderung, das angepasst wird; seine Klassen dürfen andere sein. Leer: zufällige Gewichte.</translation>
  </message>
  <message>
   <source>Time budget in minutes</source>
   <translation>Zeitbudget in Minuten</translation>
  </message>
  <message>
   <source>Reading and validating included. The schedule is shortened to what fits, so that a short training is a whole one.</source>
   <translation>Lesen und Validieren eingeschlossen. Der Ablauf wird auf das gekürzt, was hineinpasst, so dass ein kurzes Training ein ganzes ist.</translation>
  </message>
  <message>
   <source>Steps</source>
   <translation>Schritte</translation>
  </message>
  <message>
   <source>Updates of the network; reached where the time allows.</source>
   <translation>Aktualisierungen des Netzes; erreicht, wo die Zeit es erlaubt.</translation>
  </message>
  <message>
   <source>Batch</source>
   <translation>Stapel</translation>
  </message>
  <message>
   <source>Pairs of a step, at least 2. Empty: 32.</source>
   <translation>Paare eines Schritts, mindestens 2. Leer: 32.</translation>
  </message>
  <message>
   <source>Learning rate</source>
   <translation>Lernrate</translation>
  </message>
  <message>
   <source>The highest one of the schedule. Empty: 0.001, or 0.0003 from a model.</source>
   <translation>Die höchste des Ablaufs. Leer: 0,001, oder 0,0003 von einem Modell aus.</translation>
  </message>
  <message>
   <source>Validation samples</source>
   <translation>Validierungsbeispiele</translation>
  </message>
  <message>
   <source>Pairs on which the model is measured before, during and after the training. Empty: all that are kept for it, 1000 at most.</source>
   <translation>Paare, an denen das Modell vor, während und nach dem Training gemessen wird. Leer: alle, die dafür behalten wurden, höchstens 1000.</translation>
  </message>
  <message>
   <source>Same seed, same input, same steps: same model, bit for bit on a CPU.</source>
   <translation>Gleicher Startwert, gleiche Eingabe, gleiche Schritte: gleiches Modell, auf einer CPU Bit für Bit.</translation>
  </message>
  <message>
   <source>Folder of the training</source>
   <translation>Ordner des Trainings</translation>
  </message>
  <message>
   <source>Keeps checkpoint and curve; a training found there goes on. Empty: a folder beside the model, removed when the training is complete, kept when it was stopped, so that the same again goes on.</source>
   <translation>Behält Zwischenstand und Kurve; ein dort gefundenes Training geht weiter. Leer: ein Ordner neben dem Modell, der nach vollständigem Training entfernt und nach einem angehaltenen behalten wird, so dass derselbe Aufruf weitermacht.</translation>
  </message>
  <message>
   <source>Title of the model</source>
   <translation>Titel des Modells</translation>
  </message>
  <message>
   <source>For its card. Empty: the name of the file.</source>
   <translation>Für seine Karte. Leer: der Name der Datei.</translation>
  </message>
  <message>
   <source>Licence of the model</source>
   <translation>Lizenz des Modells</translation>
  </message>
  <message>
   <source>For its card.</source>
   <translation>Für seine Karte.</translation>
  </message>
  <message>
   <source>Weights (.safetensors); what they were trained on and how well they do is written beside them (.json).</source>
   <translation>Gewichte (.safetensors); womit sie trainiert wurden und wie gut sie sind, steht daneben (.json).</translation>
  </message>
  <message>
   <source>HTML page with the curve and the figures before and after.</source>
   <translation>HTML-Seite mit der Kurve und den Kennzahlen vorher und nachher.</translation>
  </message>
  <message>
   <source>Model file, for MODEL of the other algorithms</source>
   <translation>Modelldatei, für MODEL der anderen Algorithmen</translation>
  </message>
  <message>
   <source>Steps it was trained for</source>
   <translation>Schritte, die es trainiert wurde</translation>
  </message>
  <message>
   <source>Places trained on</source>
   <translation>Orte, an denen trainiert wurde</translation>
  </message>
  <message>
   <source>Places kept for validation</source>
   <translation>Orte, die zum Validieren behalten wurden</translation>
  </message>
  <message>
   <source>Places kept for the test; 0 where there are none, and the figures are of the validation</source>
   <translation>Orte, die für den Test behalten wurden; 0, wo es keine gibt, und die Kennzahlen sind die der Validierung</translation>
  </message>
  <message>
   <source>Share of test tiles whose class before is right</source>
   <translation>Anteil der Testkacheln, deren Klasse vorher stimmt</translation>
  </message>
  <message>
   <source>Share of test tiles whose class after is right</source>
   <translation>Anteil der Testkacheln, deren Klasse nachher stimmt</translation>
  </message>
  <message>
   <source>Share of test tiles of which it is right whether the class has changed</source>
   <translation>Anteil der Testkacheln, bei denen stimmt, ob sich die Klasse verändert hat</translation>
  </message>
  <message>
   <source>Share of test tiles whose classes of both dates are right</source>
   <translation>Anteil der Testkacheln, deren Klassen zu beiden Zeitpunkten stimmen</translation>
  </message>
  <message>
   <source>Agreement of the classes before beyond chance</source>
   <translation>Übereinstimmung der Klassen vorher über den Zufall hinaus</translation>
  </message>
  <message>
   <source>Agreement of the classes after beyond chance</source>
   <translation>Übereinstimmung der Klassen nachher über den Zufall hinaus</translation>
  </message>
  <message>
   <source>Build tile index</source>
   <translation>Kachelindex anlegen</translation>
  </message>
  <message>
   <source>Turns the tiles of many rasters into binary codes, in one file that opens as a layer and is searched by 'Find similar tiles'.</source>
   <translation>Macht aus den Kacheln vieler Raster Binärcodes, in einer Datei, die sich als Layer öffnet und mit 'Ähnliche Kacheln finden' durchsucht wird.</translation>
  </message>
  <message>
   <source>Rasters</source>
   <translation>Raster</translation>
  </message>
  <message>
   <source>Rasters to index, or a folder of which all are taken, also from folders in it: any CRS, pixel size, data type and band count, also pictures without a position. With APPEND, empty: those of the index are looked at again.</source>
   <translation>Raster für den Index, oder ein Ordner, aus dem alle genommen werden, auch aus Ordnern darin: beliebiges KBS, Pixelgröße, Datentyp und Kanalzahl, auch Bilder ohne Lage. Mit APPEND, leer: die des Index werden noch einmal angesehen.</translation>
  </message>
  <message>
   <source>Folder</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <source>All rasters in this folder and those in it, beside those named above.</source>
   <translation>Alle Raster in diesem Ordner und in denen darin, neben den oben genannten.</translation>
  </message>
  <message>
   <source>Side of a tile in pixels. Empty: as much ground as the model was trained on, where that and the size of a pixel are known, else the side of the pictures its encoder sees. A raster less wide or high than that has tiles of its shorter side.</source>
   <translation>Seite einer Kachel in Pixeln. Leer: so viel Boden, wie das Modell gelernt hat, wo das und die Größe eines Pixels bekannt sind, sonst die Seite der Bilder, die sein Kodierer sieht. Ein Raster, das schmaler oder niedriger ist, hat Kacheln seiner kürzeren Seite.</translation>
  </message>
  <message>
   <source>Pixels from one tile to the next; smaller than the tile size, tiles overlap. The last tile of a row ends with the raster. Empty: the tile size.</source>
   <translation>Pixel von einer Kachel zur nächsten; kleiner als die Kachelgröße überlappen sich Kacheln. Die letzte Kachel einer Zeile endet mit dem Raster. Leer: die Kachelgröße.</translation>
  </message>
  <message>
   <source>Hash model: the id of a model or the path of a file, such as 'Train hash model' writes. Empty: what 'List models' shows for it; with APPEND, that of the index.</source>
   <translation>Hash-Modell: Kennung eines Modells oder Pfad einer Datei, wie 'Hash-Modell trainieren' sie schreibt. Leer: was 'Modelle auflisten' dafür zeigt; mit APPEND das des Index.</translation>
  </message>
  <message>
   <source>Encoder</source>
   <translation>Kodierer</translation>
  </message>
  <message>
   <source>Id of the encoder that the hash model must belong to. Empty: whichever it belongs to.</source>
   <translation>Kennung des Kodierers, zu dem das Hash-Modell gehören muss. Leer: zu welchem es auch gehört.</translation>
  </message>
  <message>
   <source>Append</source>
   <translation>Anfügen</translation>
  </message>
  <message>
   <source>Add to the index that OUTPUT is already: new rasters are encoded, changed ones again, the others stay as they are. Otherwise OUTPUT is written anew.</source>
   <translation>An den Index anfügen, der OUTPUT schon ist: Neue Raster werden kodiert, geänderte noch einmal, die anderen bleiben. Sonst wird OUTPUT neu geschrieben.</translation>
  </message>
  <message>
   <source>Remove what is gone</source>
   <translation>Verschwundenes entfernen</translation>
  </message>
  <message>
   <source>With APPEND: rasters whose file is no longer there leave the index.</source>
   <translation>Mit APPEND: Raster, deren Datei nicht mehr da ist, verlassen den Index.</translation>
  </message>
  <message>
   <source>Bands</source>
   <translation>Kanäle</translation>
  </message>
  <message>
   <source>Numbers of red, green and blue, such as 4,3,2, or of one band that is shown as grey, of every raster. Empty: by colour or name, else the first three; with APPEND, those of the index. Values that are not bytes are stretched between percentiles of the raster, all bands alike.</source>
   <translation>Nummern von Rot, Grün und Blau, wie 4,3,2, oder eines Kanals, der grau gezeigt wird, in jedem Raster. Leer: nach Farbe oder Name, sonst die ersten drei; mit APPEND die des Index. Werte, die keine Bytes sind, werden zwischen Perzentilen des Rasters gestreckt, alle Kanäle gleich.</translation>
  </message>
  <message>
   <source>Share of a tile, above 0 and up to 1, that has to carry data; tiles with less are left out. What is missing in others is shown in their mean colour.</source>
   <translation>Anteil einer Kachel, über 0 und bis 1, der Daten tragen muss; Kacheln mit weniger werden ausgelassen. Was in anderen fehlt, wird in ihrer mittleren Farbe gezeigt.</translation>
  </message>
  <message>
   <source>Assigned CRS</source>
   <translation>Zugewiesenes KBS</translation>
  </message>
  <message>
   <source>CRS of rasters whose file has none, such as EPSG:32633; or a JSON object of paths and CRS, also where a file has a wrong one. What is assigned to a layer in QGIS is taken without this. The index keeps it, also when it is appended to.</source>
   <translation>KBS von Rastern, deren Datei keines hat, etwa EPSG:32633; oder ein JSON-Objekt aus Pfaden und KBS, auch wo eine Datei ein falsches hat. Was einem Layer in QGIS zugewiesen ist, gilt ohne diese Angabe. Der Index behält es, auch wenn er ergänzt wird.</translation>
  </message>
  <message>
   <source>GeoPackage that opens as a layer of footprints (tile, source, window, date, code, model) and holds the packed codes for 'Find similar tiles'. Interrupted, the same again goes on where it was: what has been encoded is kept beside it in a file that ends in .building.</source>
   <translation>GeoPackage, das sich als Layer von Umrissen öffnet (Kachel, Quelle, Fenster, Datum, Code, Modell) und die gepackten Codes für 'Ähnliche Kacheln finden' enthält. Unterbrochen macht derselbe Aufruf dort weiter, wo er war: Was kodiert ist, bleibt daneben in einer Datei, die auf .building endet.</translation>
  </message>
  <message>
   <source>Tiles in the index</source>
   <translation>Kacheln im Index</translation>
  </message>
  <message>
   <source>Rasters in the index</source>
   <translation>Raster im Index</translation>
  </message>
  <message>
   <source>Tiles encoded now</source>
   <translation>Jetzt kodierte Kacheln</translation>
  </message>
  <message>
   <source>Rasters that were there already and have not changed</source>
   <translation>Raster, die schon da waren und sich nicht geändert haben</translation>
  </message>
  <message>
   <source>Rasters that were removed</source>
   <translation>Entfernte Raster</translation>
  </message>
  <message>
   <source>Rasters of folders that were left out because they cannot be read or hold no data</source>
   <translation>Raster aus Ordnern, die ausgelassen wurden, weil sie nicht gelesen werden können oder keine Daten enthalten</translation>
  </message>
  <message>
   <source>Tiles left out for lack of data</source>
   <translation>Mangels Daten ausgelassene Kacheln</translation>
  </message>
  <message>
   <source>Bits of a code</source>
   <translation>Bits eines Codes</translation>
  </message>
  <message>
   <source>Model used</source>
   <translation>Verwendetes Modell</translation>
  </message>
  <message>
   <source>Finds the tiles of an index that look like an area, a picture or other tiles: a ranked layer, a contact sheet, a heat map.</source>
   <translation>Findet die Kacheln eines Index, die aussehen wie ein Gebiet, ein Bild oder andere Kacheln: ein geordneter Layer, ein Kontaktbogen, eine Wärmekarte.</translation>
  </message>
  <message>
   <source>GeoPackage that 'Build tile index' has written, or its layer.</source>
   <translation>GeoPackage, das 'Kachelindex anlegen' geschrieben hat, oder sein Layer.</translation>
  </message>
  <message>
   <source>Query raster</source>
   <translation>Abfrageraster</translation>
  </message>
  <message>
   <source>Raster on which QUERY_EXTENT marks what is searched for; it need not be in the index.</source>
   <translation>Raster, auf dem QUERY_EXTENT zeigt, was gesucht wird; es muss nicht im Index sein.</translation>
  </message>
  <message>
   <source>Query area</source>
   <translation>Abfragegebiet</translation>
  </message>
  <message>
   <source>What is searched for, on the query raster. It is looked at in tiles of the index's size; a smaller area, with what is around it.</source>
   <translation>Was gesucht wird, auf dem Abfrageraster. Es wird in Kacheln von der Größe des Index angesehen; ein kleineres Gebiet mit dem, was um es herum ist.</translation>
  </message>
  <message>
   <source>Query picture</source>
   <translation>Abfragebild</translation>
  </message>
  <message>
   <source>Picture or raster that is searched for, instead of an area. One that lies on the ground is looked at in tiles of the index's size, another as a whole, the largest square in its middle.</source>
   <translation>Bild oder Raster, das gesucht wird, anstelle eines Gebiets. Eines, das am Boden liegt, wird in Kacheln von der Größe des Index angesehen, ein anderes als Ganzes, das größte Quadrat in seiner Mitte.</translation>
  </message>
  <message>
   <source>Tiles that are alike</source>
   <translation>Kacheln, die ähnlich sind</translation>
  </message>
  <message>
   <source>Tiles of the index, or of earlier results: all that are given, or the selected ones, are positive examples, beside or instead of the others.</source>
   <translation>Kacheln des Index oder früherer Ergebnisse: Alle gegebenen, oder die gewählten, sind positive Beispiele, neben oder anstelle der anderen.</translation>
  </message>
  <message>
   <source>Tiles that are not</source>
   <translation>Kacheln, die es nicht sind</translation>
  </message>
  <message>
   <source>Tiles of the index, or of earlier results, that are not wanted.</source>
   <translation>Kacheln des Index oder früherer Ergebnisse, die nicht gewünscht sind.</translation>
  </message>
  <message>
   <source>Several examples</source>
   <translation>Mehrere Beispiele</translation>
  </message>
  <message>
   <source>How several examples are combined. mean: what they have in common, on average. nearest: tiles like any one of them.</source>
   <translation>Wie mehrere Beispiele verbunden werden. mean: was sie im Mittel gemeinsam haben. nearest: Kacheln wie irgendeines von ihnen.</translation>
  </message>
  <message>
   <source>Number of results</source>
   <translation>Anzahl der Ergebnisse</translation>
  </message>
  <message>
   <source>How many tiles are wanted; fewer where the index holds fewer.</source>
   <translation>Wie viele Kacheln gewünscht sind; weniger, wo der Index weniger enthält.</translation>
  </message>
  <message>
   <source>Largest distance</source>
   <translation>Größter Abstand</translation>
  </message>
  <message>
   <source>In bits: tiles whose code differs in more from that of every positive example are left out. Empty: no limit.</source>
   <translation>In Bits: Kacheln, deren Code sich von dem jedes positiven Beispiels in mehr unterscheidet, werden ausgelassen. Leer: keine Grenze.</translation>
  </message>
  <message>
   <source>Radius without results</source>
   <translation>Umkreis ohne Ergebnisse</translation>
  </message>
  <message>
   <source>In metres, from middle to middle: tiles so near to an example are left out. 0: only the examples themselves are.</source>
   <translation>In Metern, von Mitte zu Mitte: Kacheln, die einem Beispiel so nahe sind, werden ausgelassen. 0: nur die Beispiele selbst.</translation>
  </message>
  <message>
   <source>Leave out the same place</source>
   <translation>Denselben Ort auslassen</translation>
  </message>
  <message>
   <source>Leave out tiles that show ground of an example, on other dates too.</source>
   <translation>Kacheln auslassen, die Boden eines Beispiels zeigen, auch zu anderen Zeitpunkten.</translation>
  </message>
  <message>
   <source>Distance of results</source>
   <translation>Abstand der Ergebnisse</translation>
  </message>
  <message>
   <source>In metres, from middle to middle: of tiles nearer to each other only the best is kept.</source>
   <translation>In Metern, von Mitte zu Mitte: Von Kacheln, die einander näher sind, bleibt nur die beste.</translation>
  </message>
  <message>
   <source>Diversity</source>
   <translation>Vielfalt</translation>
  </message>
  <message>
   <source>0: the most similar tiles. Towards 1: ever more unlike each other (maximal marginal relevance).</source>
   <translation>0: die ähnlichsten Kacheln. Gegen 1: einander immer unähnlichere (maximale marginale Relevanz).</translation>
  </message>
  <message>
   <source>One of neighbours</source>
   <translation>Eine von benachbarten</translation>
  </message>
  <message>
   <source>Of tiles that touch or overlap each other, on whatever date, and whose codes differ in a sixteenth of the bits at most, only the best is listed, so that a forest is one result.</source>
   <translation>Von Kacheln, die sich berühren oder überlappen, gleich welchen Datums, und deren Codes sich in höchstens einem Sechzehntel der Bits unterscheiden, wird nur die beste aufgeführt, so dass ein Wald ein einziges Ergebnis ist.</translation>
  </message>
  <message>
   <source>Tiles without features</source>
   <translation>Kacheln ohne Merkmale</translation>
  </message>
  <message>
   <source>Tiles in which there is nothing to see, such as open water, snow or a border without data. auto: results like others; where the examples themselves are such, neighbours that show the same are one, as above. keep: results like others. leave-out: no results.</source>
   <translation>Kacheln, auf denen nichts zu sehen ist, etwa offenes Wasser, Schnee oder ein Rand ohne Daten. auto: Ergebnisse wie andere; sind die Beispiele selbst solche, zählen Nachbarn, die dasselbe zeigen, als eines, wie oben. keep: Ergebnisse wie andere. leave-out: keine Ergebnisse.</translation>
  </message>
  <message>
   <source>Search area</source>
   <translation>Suchgebiet</translation>
  </message>
  <message>
   <source>Only tiles whose middle lies here.</source>
   <translation>Nur Kacheln, deren Mitte hier liegt.</translation>
  </message>
  <message>
   <source>First date</source>
   <translation>Erstes Datum</translation>
  </message>
  <message>
   <source>YYYY-MM-DD, YYYY-MM or YYYY: earlier tiles, and those without a date, are left out.</source>
   <translation>JJJJ-MM-TT, JJJJ-MM oder JJJJ: Frühere Kacheln und solche ohne Datum werden ausgelassen.</translation>
  </message>
  <message>
   <source>Last date</source>
   <translation>Letztes Datum</translation>
  </message>
  <message>
   <source>YYYY-MM-DD, YYYY-MM or YYYY: later tiles, and those without a date, are left out.</source>
   <translation>JJJJ-MM-TT, JJJJ-MM oder JJJJ: Spätere Kacheln und solche ohne Datum werden ausgelassen.</translation>
  </message>
  <message>
   <source>Rasters to search</source>
   <translation>Zu durchsuchende Raster</translation>
  </message>
  <message>
   <source>Names of files, with * and ?, separated by commas, such as *_2018*.tif. Empty: all.</source>
   <translation>Namen von Dateien, mit * und ?, durch Kommas getrennt, wie *_2018*.tif. Leer: alle.</translation>
  </message>
  <message>
   <source>Hash model, where it is no longer found by the name that the index says.</source>
   <translation>Hash-Modell, wo es unter dem Namen, den der Index sagt, nicht mehr gefunden wird.</translation>
  </message>
  <message>
   <source>Search engine</source>
   <translation>Suchprogramm</translation>
  </message>
  <message>
   <source>What compares the codes; the answers are the same. auto: FAISS where faiss-cpu is installed beside the engine's packages, else NumPy.</source>
   <translation>Was die Codes vergleicht; die Antworten sind dieselben. auto: FAISS, wo faiss-cpu neben den Paketen der Rechenumgebung installiert ist, sonst NumPy.</translation>
  </message>
  <message>
   <source>CRS of rasters whose file has none, such as EPSG:32633; or a JSON object of paths and CRS, also where a file has a wrong one. What is assigned to a layer in QGIS, and what the index has, is taken without this.</source>
   <translation>KBS von Rastern, deren Datei keines hat, etwa EPSG:32633; oder ein JSON-Objekt aus Pfaden und KBS, auch wo eine Datei ein falsches hat. Was einem Layer in QGIS zugewiesen ist und was der Index hat, gilt ohne diese Angabe.</translation>
  </message>
  <message>
   <source>Raster of the heat map</source>
   <translation>Raster der Wärmekarte</translation>
  </message>
  <message>
   <source>Empty: the query raster, else that of the first example.</source>
   <translation>Leer: das Abfrageraster, sonst das des ersten Beispiels.</translation>
  </message>
  <message>
   <source>Polygon layer, best first: rank, distance (bits in which the code differs from that of the nearest positive example), similarity (0 to 1, the share of bits that agree, weighed by how sure the model is of them, less what negative examples take), and what the index says of the tile.</source>
   <translation>Polygonlayer, bestes zuerst: Rang, Abstand (Bits, in denen der Code sich von dem des nächsten positiven Beispiels unterscheidet), Ähnlichkeit (0 bis 1, der Anteil übereinstimmender Bits, gewichtet danach, wie sicher das Modell ihrer ist, weniger, was negative Beispiele nehmen), und was der Index über die Kachel sagt.</translation>
  </message>
  <message>
   <source>Contact sheet</source>
   <translation>Kontaktbogen</translation>
  </message>
  <message>
   <source>HTML page or PNG picture of the examples and the tiles that were found.</source>
   <translation>HTML-Seite oder PNG-Bild der Beispiele und der gefundenen Kacheln.</translation>
  </message>
  <message>
   <source>GeoTIFF of the similarity of every tile of a raster, 0 to 1, one pixel a stride. A raster that is not in the index is encoded first.</source>
   <translation>GeoTIFF der Ähnlichkeit jeder Kachel eines Rasters, 0 bis 1, ein Pixel je Schritt. Ein Raster, das nicht im Index steht, wird zuvor kodiert.</translation>
  </message>
  <message>
   <source>Tiles found</source>
   <translation>Gefundene Kacheln</translation>
  </message>
  <message>
   <source>Positive examples</source>
   <translation>Positive Beispiele</translation>
  </message>
  <message>
   <source>Positive examples in which there is nothing to see</source>
   <translation>Positive Beispiele, auf denen nichts zu sehen ist</translation>
  </message>
  <message>
   <source>Tiles searched</source>
   <translation>Durchsuchte Kacheln</translation>
  </message>
  <message>
   <source>Raster of the most similar tile</source>
   <translation>Raster der ähnlichsten Kachel</translation>
  </message>
  <message>
   <source>Its distance in bits</source>
   <translation>Ihr Abstand in Bits</translation>
  </message>
  <message>
   <source>Its similarity, 0 to 1</source>
   <translation>Ihre Ähnlichkeit, 0 bis 1</translation>
  </message>
  <message>
   <source>Train hash model</source>
   <translation>Hash-Modell trainieren</translation>
  </message>
  <message>
   <source>Trains codes for similar-tile search on tiles of classes, on polygons, or on rasters without any classes, and tests them.</source>
   <translation>Trainiert Codes für die Suche nach ähnlichen Kacheln mit Kacheln von Klassen, mit Polygonen oder mit Rastern ohne Klassen, und testet sie.</translation>
  </message>
  <message>
   <source>Folder of classes</source>
   <translation>Ordner von Klassen</translation>
  </message>
  <message>
   <source>A folder with a folder for each class, of tiles as PNG, JPEG or TIFF files of 8 bits; or of files whose names tell the class, as agricultural07.tif (UC Merced) or airport_12.jpg (AID).</source>
   <translation>Ein Ordner mit einem Ordner je Klasse, von Kacheln als PNG-, JPEG- oder TIFF-Dateien mit 8 Bit; oder von Dateien, deren Namen die Klasse sagen, wie agricultural07.tif (UC Merced) oder airport_12.jpg (AID).</translation>
  </message>
  <message>
   <source>Rasters to cut tiles from, in any CRS; or a folder of such. With POLYGONS, tiles of a known class; to train without, all.</source>
   <translation>Raster, aus denen Kacheln geschnitten werden, in beliebigem KBS; oder ein Ordner solcher. Mit POLYGONS Kacheln bekannter Klasse; um ohne zu trainieren, alle.</translation>
  </message>
  <message>
   <source>Areas on RASTERS whose class is known. Tiles of which one class covers more than half are taken.</source>
   <translation>Flächen auf RASTERS, deren Klasse bekannt ist. Kacheln, die zu mehr als der Hälfte von einer Klasse bedeckt sind, werden genommen.</translation>
  </message>
  <message>
   <source>Class field</source>
   <translation>Klassenfeld</translation>
  </message>
  <message>
   <source>Field of the polygons with the class.</source>
   <translation>Feld der Polygone mit der Klasse.</translation>
  </message>
  <message>
   <source>Side of the tiles that are cut from rasters, pixels. Empty: as much ground as the encoder was trained on, or the side it sees.</source>
   <translation>Seite der Kacheln, die aus Rastern geschnitten werden, Pixel. Leer: so viel Boden, wie der Kodierer gelernt hat, oder die Seite, die er sieht.</translation>
  </message>
  <message>
   <source>Numbers of red, green and blue, such as 4,3,2, or of one band that is shown as grey, of every raster. Empty: by colour or name, else the first three.</source>
   <translation>Nummern von Rot, Grün und Blau, wie 4,3,2, oder eines Kanals, der grau gezeigt wird, in jedem Raster. Leer: nach Farbe oder Name, sonst die ersten drei.</translation>
  </message>
  <message>
   <source>CRS of rasters whose file has none, such as EPSG:32633; or a JSON object of paths and CRS, also where a file has a wrong one. What is assigned to a layer in QGIS is taken without this.</source>
   <translation>KBS von Rastern, deren Datei keines hat, etwa EPSG:32633; oder ein JSON-Objekt aus Pfaden und KBS, auch wo eine Datei ein falsches hat. Was einem Layer in QGIS zugewiesen ist, gilt ohne diese Angabe.</translation>
  </message>
  <message>
   <source>Split file</source>
   <translation>Aufteilungsdatei</translation>
  </message>
  <message>
   <source>JSON with the files of train, validate and test, as this algorithm writes it: the same division for every model and for 'Evaluate similar-tile search'. Empty: by the shares below.</source>
   <translation>JSON mit den Dateien von train, validate und test, wie dieser Algorithmus es schreibt: dieselbe Aufteilung für jedes Modell und für 'Suche nach ähnlichen Kacheln bewerten'. Leer: nach den Anteilen darunter.</translation>
  </message>
  <message>
   <source>Share trained on</source>
   <translation>Anteil zum Trainieren</translation>
  </message>
  <message>
   <source>Of the tiles of each class, or of the blocks of land of rasters.</source>
   <translation>Von den Kacheln jeder Klasse, oder von den Blöcken von Land der Raster.</translation>
  </message>
  <message>
   <source>Share for validation</source>
   <translation>Anteil zum Validieren</translation>
  </message>
  <message>
   <source>By which the best moment of the training is chosen; the rest is the test.</source>
   <translation>Nach dem der beste Zeitpunkt des Trainings gewählt wird; der Rest ist der Test.</translation>
  </message>
  <message>
   <source>Shuffle</source>
   <translation>Mischen</translation>
  </message>
  <message>
   <source>Divide files in a random order, by SEED, as published. Otherwise in the order of their names, since neighbours can be of one photograph.</source>
   <translation>Dateien in zufälliger Reihenfolge aufteilen, nach SEED, wie veröffentlicht. Sonst in der Reihenfolge ihrer Namen, weil Nachbarn aus einer Aufnahme sein können.</translation>
  </message>
  <message>
   <source>What sees a tile: the id or file of an encoder. Empty: the one that ships. inceptionv3-2015-12-05 is the published one; it has to be fetched or imported.</source>
   <translation>Was eine Kachel sieht: Kennung oder Datei eines Kodierers. Leer: der mitgelieferte. inceptionv3-2015-12-05 ist der veröffentlichte; er muss geholt oder importiert werden.</translation>
  </message>
  <message>
   <source>Bits</source>
   <translation>Bits</translation>
  </message>
  <message>
   <source>Of a code. More tell more apart and need more room.</source>
   <translation>Eines Codes. Mehr unterscheiden mehr und brauchen mehr Platz.</translation>
  </message>
  <message>
   <source>Sampler</source>
   <translation>Auswahl</translation>
  </message>
  <message>
   <source>How triplets are made: batch-hard, the hardest ones of several classes; parity, at random of two classes, as published.</source>
   <translation>Wie Tripel gebildet werden: batch-hard, die schwersten aus mehreren Klassen; parity, zufällig aus zwei Klassen, wie veröffentlicht.</translation>
  </message>
  <message>
   <source>Bit balance</source>
   <translation>Ausgewogenheit der Bits</translation>
  </message>
  <message>
   <source>What is to be half on and half off: sample, the bits of each code, as published; bit, each bit over all codes; both.</source>
   <translation>Was halb an und halb aus sein soll: sample, die Bits jedes Codes, wie veröffentlicht; bit, jedes Bit über alle Codes; both, beides.</translation>
  </message>
  <message>
   <source>Margin</source>
   <translation>Spielraum</translation>
  </message>
  <message>
   <source>By which a tile of another class has to be farther.</source>
   <translation>Um den eine Kachel einer anderen Klasse weiter weg sein muss.</translation>
  </message>
  <message>
   <source>Weight of decided bits</source>
   <translation>Gewicht entschiedener Bits</translation>
  </message>
  <message>
   <source>How much is gained by values far from 0.5.</source>
   <translation>Wie viel Werte fern von 0,5 einbringen.</translation>
  </message>
  <message>
   <source>Weight of balance</source>
   <translation>Gewicht der Ausgewogenheit</translation>
  </message>
  <message>
   <source>How much unbalanced bits cost.</source>
   <translation>Wie viel unausgewogene Bits kosten.</translation>
  </message>
  <message>
   <source>First layer</source>
   <translation>Erste Schicht</translation>
  </message>
  <message>
   <source>Width of the first layer of the hash network.</source>
   <translation>Breite der ersten Schicht des Hash-Netzes.</translation>
  </message>
  <message>
   <source>Second layer</source>
   <translation>Zweite Schicht</translation>
  </message>
  <message>
   <source>Width of the second layer.</source>
   <translation>Breite der zweiten Schicht.</translation>
  </message>
  <message>
   <source>The learning rate stays as it is, as published; otherwise it falls.</source>
   <translation>Die Lernrate bleibt, wie sie ist, wie veröffentlicht; sonst fällt sie.</translation>
  </message>
  <message>
   <source>Views</source>
   <translation>Ansichten</translation>
  </message>
  <message>
   <source>How often each tile is seen, cut out, turned and under another light, to be trained on; 1: as it is only, as published.</source>
   <translation>Wie oft jede Kachel zum Trainieren gesehen wird, ausgeschnitten, gedreht und in anderem Licht; 1: nur, wie sie ist, wie veröffentlicht.</translation>
  </message>
  <message>
   <source>Id or file of a hash model of the same encoder, bits and widths. Empty: random weights.</source>
   <translation>Kennung oder Datei eines Hash-Modells mit demselben Kodierer, denselben Bits und Breiten. Leer: zufällige Gewichte.</translation>
  </message>
  <message>
   <source>Updates of the network; published: 10000. Reached where the time allows.</source>
   <translation>Aktualisierungen des Netzes; veröffentlicht: 10000. Erreicht, wo die Zeit es erlaubt.</translation>
  </message>
  <message>
   <source>Tiles of a step, a multiple of 3. Empty: 90, as published.</source>
   <translation>Kacheln eines Schritts, ein Vielfaches von 3. Leer: 90, wie veröffentlicht.</translation>
  </message>
  <message>
   <source>Empty: 0.0001, as published.</source>
   <translation>Leer: 0,0001, wie veröffentlicht.</translation>
  </message>
  <message>
   <source>Windows, or pairs of pictures, on which the model is measured before, during and after the training. Empty: 256, or 48.</source>
   <translation>Fenster oder Bildpaare, an denen das Modell vor, während und nach dem Training gemessen wird. Leer: 256, oder 48.</translation>
  </message>
  <message>
   <source>Split</source>
   <translation>Aufteilung</translation>
  </message>
  <message>
   <source>The files of training, validation and test as JSON, for SPLIT.</source>
   <translation>Die Dateien von Training, Validierung und Test als JSON, für SPLIT.</translation>
  </message>
  <message>
   <source>Tiles kept for the test; 0 where there are none, and the figures are of the validation</source>
   <translation>Kacheln, die für den Test behalten wurden; 0, wo es keine gibt, und die Kennzahlen sind die der Validierung</translation>
  </message>
  <message>
   <source>Mean average precision of the 20 nearest, as published; NaN without classes</source>
   <translation>Mittlere durchschnittliche Präzision der 20 nächsten, wie veröffentlicht; NaN ohne Klassen</translation>
  </message>
  <message>
   <source>Share of the 20 nearest that is of the query's class; NaN without classes</source>
   <translation>Anteil der 20 nächsten, der von der Klasse der Abfrage ist; NaN ohne Klassen</translation>
  </message>
  <message>
   <source>The first, over all orders of tiles that are equally far</source>
   <translation>Die erste, über alle Reihenfolgen gleich weit entfernter Kacheln</translation>
  </message>
  <message>
   <source>The first by real values, before they become bits</source>
   <translation>Die erste nach reellen Werten, bevor sie Bits werden</translation>
  </message>
  <message>
   <source>Share of the archive that is of a query's class</source>
   <translation>Anteil des Archivs, der von der Klasse einer Abfrage ist</translation>
  </message>
  <message>
   <source>Evaluate similar-tile search</source>
   <translation>Suche nach ähnlichen Kacheln bewerten</translation>
  </message>
  <message>
   <source>Tells how right a search by codes is, on tiles whose classes are known: precision, recall, galleries of queries.</source>
   <translation>Sagt, wie richtig eine Suche nach Codes ist, an Kacheln bekannter Klasse: Präzision, Ausbeute, Galerien von Abfragen.</translation>
  </message>
  <message>
   <source>Hash model: id or file. Empty: what 'List models' shows for it.</source>
   <translation>Hash-Modell: Kennung oder Datei. Leer: was 'Modelle auflisten' dafür zeigt.</translation>
  </message>
  <message>
   <source>JSON with the files of train, validate and test, as 'Train hash model' writes it. Empty: all tiles are asked.</source>
   <translation>JSON mit den Dateien von train, validate und test, wie 'Hash-Modell trainieren' es schreibt. Leer: Alle Kacheln werden abgefragt.</translation>
  </message>
  <message>
   <source>Part</source>
   <translation>Teil</translation>
  </message>
  <message>
   <source>Whose tiles are the queries, where there is a split file.</source>
   <translation>Wessen Kacheln die Abfragen sind, wo es eine Aufteilungsdatei gibt.</translation>
  </message>
  <message>
   <source>Archive</source>
   <translation>Archiv</translation>
  </message>
  <message>
   <source>What is searched: same, the tiles that are the queries, each without itself; train, what the split calls so, or the other folds; all, every tile that is no query; both, same and train beside each other.</source>
   <translation>Was durchsucht wird: same, die Kacheln der Abfragen, jede ohne sich selbst; train, was die Aufteilung so nennt, oder die anderen Teile; all, jede Kachel, die keine Abfrage ist; both, same und train nebeneinander.</translation>
  </message>
  <message>
   <source>Count</source>
   <translation>Anzahl</translation>
  </message>
  <message>
   <source>How many of the nearest tiles are looked at.</source>
   <translation>Wie viele der nächsten Kacheln angesehen werden.</translation>
  </message>
  <message>
   <source>Folds</source>
   <translation>Teile der Kreuzvalidierung</translation>
  </message>
  <message>
   <source>The queries are divided into so many parts, class by class, tiles of rasters by blocks of the land; each part in turn asks itself (ARCHIVE same) or the other parts (train). Figures are means over folds, with their deviations. 0: no folds.</source>
   <translation>Die Abfragen werden in so viele Teile zerlegt, Klasse für Klasse, Kacheln von Rastern nach Blöcken des Geländes; jeder Teil fragt der Reihe nach sich selbst (ARCHIVE same) oder die anderen Teile (train). Die Zahlen sind Mittel über die Teile, mit ihren Abweichungen. 0: keine Teile.</translation>
  </message>
  <message>
   <source>Train for each fold</source>
   <translation>Für jeden Teil trainieren</translation>
  </message>
  <message>
   <source>With FOLDS: a hash network with the settings of the model is trained anew for each fold, on the other ones, so that no tile was trained on by the network that codes it. The encoder stays as it is.</source>
   <translation>Mit FOLDS: Für jeden Teil wird ein Hash-Netz mit den Einstellungen des Modells neu trainiert, auf den anderen, so dass kein Netz eine Kachel codiert, auf der es trainiert wurde. Der Kodierer bleibt, wie er ist.</translation>
  </message>
  <message>
   <source>Folds of files are dealt out in a random order, by SEED; otherwise in the order of their names, since neighbours can be of one photograph.</source>
   <translation>Dateien werden in zufälliger Reihenfolge auf die Teile verteilt, nach SEED; sonst in der Reihenfolge ihrer Namen, da Nachbarn aus einem Foto stammen können.</translation>
  </message>
  <message>
   <source>Galleries</source>
   <translation>Galerien</translation>
  </message>
  <message>
   <source>Queries that are shown with what was found, spread over all.</source>
   <translation>Abfragen, die mit dem Gefundenen gezeigt werden, über alle verteilt.</translation>
  </message>
  <message>
   <source>HTML page with all figures, curves and galleries.</source>
   <translation>HTML-Seite mit allen Kennzahlen, Kurven und Galerien.</translation>
  </message>
  <message>
   <source>Gallery</source>
   <translation>Galerie</translation>
  </message>
  <message>
   <source>The galleries as one picture.</source>
   <translation>Die Galerien als ein Bild.</translation>
  </message>
  <message>
   <source>All figures as JSON, also by class, by recall, by archive and by fold.</source>
   <translation>Alle Zahlen als JSON, auch nach Klasse, nach Ausbeute, nach Archiv und nach Teil.</translation>
  </message>
  <message>
   <source>Codes</source>
   <translation>Codes</translation>
  </message>
  <message>
   <source>NumPy file of the queries: codes (N, bits) of 0 and 1, values before they become bits, labels, classes, names, and thumbnails (N, 64, 64, 3).</source>
   <translation>NumPy-Datei der Abfragen: Codes (N, Bits) aus 0 und 1, Werte, bevor sie Bits werden, Klassennummern, Klassen, Namen und Vorschaubilder (N, 64, 64, 3).</translation>
  </message>
  <message>
   <source>Tiles that were asked</source>
   <translation>Abgefragte Kacheln</translation>
  </message>
  <message>
   <source>Tiles that were searched</source>
   <translation>Durchsuchte Kacheln</translation>
  </message>
  <message>
   <source>Mean average precision of the nearest COUNT, over the relevant ones found, as published</source>
   <translation>Mittlere durchschnittliche Präzision der nächsten COUNT, über die gefundenen passenden, wie veröffentlicht</translation>
  </message>
  <message>
   <source>The same over all orders of tiles that are equally far</source>
   <translation>Dasselbe über alle Reihenfolgen gleich weit entfernter Kacheln</translation>
  </message>
  <message>
   <source>Share of the nearest COUNT that is of the query's class</source>
   <translation>Anteil der nächsten COUNT, der von der Klasse der Abfrage ist</translation>
  </message>
  <message>
   <source>Share of all tiles of the class that is among the nearest COUNT</source>
   <translation>Anteil aller Kacheln der Klasse, der unter den nächsten COUNT ist</translation>
  </message>
  <message>
   <source>Mean average precision of whole rankings, over all relevant ones</source>
   <translation>Mittlere durchschnittliche Präzision ganzer Rangfolgen, über alle passenden</translation>
  </message>
  <message>
   <source>MAP by real values, before they become bits</source>
   <translation>MAP nach reellen Werten, bevor sie Bits werden</translation>
  </message>
  <message>
   <source>MAP by the encoder's features alone, by their cosine</source>
   <translation>MAP nach den Merkmalen des Kodierers allein, nach ihrem Kosinus</translation>
  </message>
  <message>
   <source>MAP in the archive train; NaN where that was not asked</source>
   <translation>MAP im Archiv train; NaN, wo das nicht gefragt war</translation>
  </message>
  <message>
   <source>PRECISION in the archive train; NaN where that was not asked</source>
   <translation>PRECISION im Archiv train; NaN, wo das nicht gefragt war</translation>
  </message>
  <message>
   <source>Standard deviation of MAP over folds; NaN without</source>
   <translation>Standardabweichung von MAP über die Teile; NaN ohne</translation>
  </message>
  <message>
   <source>Standard deviation of PRECISION over folds; NaN without</source>
   <translation>Standardabweichung von PRECISION über die Teile; NaN ohne</translation>
  </message>
  <message>
   <source>Train matcher</source>
   <translation>Zuordnungsnetz trainieren</translation>
  </message>
  <message>
   <source>Adapts the network of a matching method to rasters of your own and writes a model that the registration algorithms take.</source>
   <translation>Passt das Netz eines Zuordnungsverfahrens an eigene Raster an und schreibt ein Modell, das die Registrierungsalgorithmen nehmen.</translation>
  </message>
  <message>
   <source>The method whose network is trained: dense, which compares windows; or cnn-matching, the keypoints and descriptors of D2-Net.</source>
   <translation>Das Verfahren, dessen Netz trainiert wird: dense, das Fenster vergleicht; oder cnn-matching, die Schlüsselpunkte und Deskriptoren von D2-Net.</translation>
  </message>
  <message>
   <source>Rasters of any kind. Georeferenced ones that show the same ground are laid on each other: dates, bands and sensors become pairs to learn from, so they have to be aligned with each other. A single raster is useful too: its bands, turned, scaled and with other contrast.</source>
   <translation>Raster jeder Art. Georeferenzierte, die denselben Boden zeigen, werden aufeinandergelegt: Zeitpunkte, Kanäle und Sensoren werden Paare, aus denen gelernt wird; sie müssen also zueinander ausgerichtet sein. Auch ein einzelnes Raster nützt: seine Kanäle, gedreht, skaliert und mit anderem Kontrast.</translation>
  </message>
  <message>
   <source>Folder of rasters</source>
   <translation>Ordner von Rastern</translation>
  </message>
  <message>
   <source>All rasters in it and below are trained on as well.</source>
   <translation>Mit allen Rastern darin und darunter wird ebenfalls trainiert.</translation>
  </message>
  <message>
   <source>Generated scenes</source>
   <translation>Erzeugte Szenen</translation>
  </message>
  <message>
   <source>Generated landscapes as optical, infrared, radar, thermal and map layers, a fifth of all samples beside rasters. They keep a model general where rasters are few; without any raster it is trained on them alone.</source>
   <translation>Erzeugte Landschaften als optische, Infrarot-, Radar-, Wärme- und Kartenlayer, ein Fünftel aller Beispiele neben Rastern. Sie halten ein Modell allgemein, wo Raster wenige sind; ohne ein Raster wird nur mit ihnen trainiert.</translation>
  </message>
  <message>
   <source>Prepared layers</source>
   <translation>Vorbereitete Layer</translation>
  </message>
  <message>
   <source>A folder with the folders train and validate, of .npz files, as the command line of the training prepares them.</source>
   <translation>Ein Ordner mit den Ordnern train und validate von .npz-Dateien, wie die Befehlszeile des Trainings sie vorbereitet.</translation>
  </message>
  <message>
   <source>Across modalities</source>
   <translation>Über Modalitäten hinweg</translation>
  </message>
  <message>
   <source>Pairs of different kinds of layers, and contrast inverted, folded and speckled as other sensors do. Off: only layers of one kind with another light, for a model of one sensor.</source>
   <translation>Paare verschiedener Arten von Layern, und Kontrast umgekehrt, gefaltet und gesprenkelt wie bei anderen Sensoren. Aus: nur Layer einer Art in anderem Licht, für ein Modell eines Sensors.</translation>
  </message>
  <message>
   <source>The id of a model or the path of a file, which is adapted to the layers. Empty: the first one that is here.</source>
   <translation>Kennung eines Modells oder Pfad einer Datei, das an die Layer angepasst wird. Leer: das erste, das hier ist.</translation>
  </message>
  <message>
   <source>From scratch</source>
   <translation>Von Grund auf</translation>
  </message>
  <message>
   <source>Begin with random weights, not with a model. Worth it with much imagery and many thousand steps only.</source>
   <translation>Mit zufälligen Gewichten beginnen, nicht mit einem Modell. Lohnt nur mit viel Bildmaterial und vielen tausend Schritten.</translation>
  </message>
  <message>
   <source>Channels</source>
   <translation>Merkmale</translation>
  </message>
  <message>
   <source>Length of a descriptor of dense, from scratch. Empty: 16, or as the model has.</source>
   <translation>Länge eines Deskriptors von dense, von Grund auf. Leer: 16, oder wie das Modell hat.</translation>
  </message>
  <message>
   <source>Channels of the network's fine branch, or of its first block for cnn-matching, from scratch. Empty: 32 (16), or as the model has.</source>
   <translation>Kanäle des feinen Zweigs des Netzes, oder seines ersten Blocks bei cnn-matching, von Grund auf. Leer: 32 (16), oder wie das Modell hat.</translation>
  </message>
  <message>
   <source>Last layer only</source>
   <translation>Nur die letzte Schicht</translation>
  </message>
  <message>
   <source>Train only the last layer of cnn-matching's network, as D2-Net was: for its published weights.</source>
   <translation>Nur die letzte Schicht des Netzes von cnn-matching trainieren, wie D2-Net: für seine veröffentlichten Gewichte.</translation>
  </message>
  <message>
   <source>Samples of a step. More need more memory and time. Empty: 16, or 2 pairs of pictures for cnn-matching.</source>
   <translation>Beispiele eines Schritts. Mehr brauchen mehr Speicher und Zeit. Leer: 16, oder 2 Bildpaare bei cnn-matching.</translation>
  </message>
  <message>
   <source>The highest one of the schedule. Empty: 0.0003 where it continues from a model, 0.002 (0.001 for cnn-matching) from scratch.</source>
   <translation>Die höchste des Ablaufs. Leer: 0,0003, wo von einem Modell aus weitergelernt wird, 0,002 (0,001 bei cnn-matching) von Grund auf.</translation>
  </message>
  <message>
   <source>Share of validation windows found (cnn-matching: of matches right) within 1 px before it</source>
   <translation>Anteil der Validierungsfenster, die innerhalb 1 px gefunden wurden (cnn-matching: richtiger Zuordnungen), vorher</translation>
  </message>
  <message>
   <source>Share of validation windows found (cnn-matching: of matches right) within 1 px after it</source>
   <translation>Anteil der Validierungsfenster, die innerhalb 1 px gefunden wurden (cnn-matching: richtiger Zuordnungen), nachher</translation>
  </message>
  <message>
   <source>Share of validation windows found (cnn-matching: of matches right) within 3 px before it</source>
   <translation>Anteil der Validierungsfenster, die innerhalb 3 px gefunden wurden (cnn-matching: richtiger Zuordnungen), vorher</translation>
  </message>
  <message>
   <source>Share of validation windows found (cnn-matching: of matches right) within 3 px after it</source>
   <translation>Anteil der Validierungsfenster, die innerhalb 3 px gefunden wurden (cnn-matching: richtiger Zuordnungen), nachher</translation>
  </message>
  <message>
   <source>Train Deep Lucas-Kanade</source>
   <translation>Deep Lucas-Kanade trainieren</translation>
  </message>
  <message>
   <source>Trains the networks that place small templates in images of another modality, on rasters or samples of your own.</source>
   <translation>Trainiert die Netze, die kleine Ausschnitte in Bildern einer anderen Modalität unterbringen, mit eigenen Rastern oder Beispielen.</translation>
  </message>
  <message>
   <source>The id of a model or the path of a file, which is adapted. Empty: the one that ships with the plugin, if there is one, else random weights.</source>
   <translation>Kennung eines Modells oder Pfad einer Datei, das angepasst wird. Leer: das mit dem Plugin gelieferte, wenn es eines gibt, sonst zufällige Gewichte.</translation>
  </message>
  <message>
   <source>Begin with random weights, not with a model.</source>
   <translation>Mit zufälligen Gewichten beginnen, nicht mit einem Modell.</translation>
  </message>
  <message>
   <source>Samples</source>
   <translation>Beispiele</translation>
  </message>
  <message>
   <source>A folder of samples of the published form: input, template and label, as 'python -m tiepoint.core.lucas_kanade generate' writes them, of which one pair of pictures in five is kept for validation; or a folder with the folders train and validate, each of them such a folder. They are half of all samples beside rasters and generated scenes; alone with SCENES 0.</source>
   <translation>Ein Ordner von Beispielen der veröffentlichten Form: input, template und label, wie 'python -m tiepoint.core.lucas_kanade generate' sie schreibt, von denen eines von fünf Bildpaaren zum Validieren behalten wird; oder ein Ordner mit den Ordnern train und validate, jeder ein solcher Ordner. Sie sind die Hälfte aller Beispiele neben Rastern und erzeugten Szenen; mit SCENES 0 alle.</translation>
  </message>
  <message>
   <source>Stretch templates</source>
   <translation>Ausschnitte strecken</translation>
  </message>
  <message>
   <source>Each band of the templates of samples from its least to its largest value, as published for GoogleMap.</source>
   <translation>Jeden Kanal der Ausschnitte von Beispielen von seinem kleinsten zu seinem größten Wert, wie für GoogleMap veröffentlicht.</translation>
  </message>
  <message>
   <source>Parts</source>
   <translation>Teile</translation>
  </message>
  <message>
   <source>What is trained, separated by commas, of levels (the maps of all levels together), level-1, level-2, level-3 (one alone, from the finest), regression-1, regression-2 and regression-3 (networks that guess where the template lies). Each builds on those before it, which are used as they are where they are left out. Empty: all but levels, one after the other.</source>
   <translation>Was trainiert wird, durch Kommas getrennt, von levels (die Karten aller Stufen zusammen), level-1, level-2, level-3 (eine allein, von der feinsten an), regression-1, regression-2 und regression-3 (Netze, die raten, wo der Ausschnitt liegt). Jeder baut auf den vorigen auf, die so verwendet werden, wie sie sind, wo sie ausgelassen werden. Leer: alle außer levels, einer nach dem anderen.</translation>
  </message>
  <message>
   <source>Reach</source>
   <translation>Reichweite</translation>
  </message>
  <message>
   <source>How far corners of a template are from where they would be if nothing had moved, at most, pixels; samples of the published form are as they are.</source>
   <translation>Wie weit Ecken eines Ausschnitts höchstens von dort entfernt sind, wo sie ohne Bewegung wären, Pixel; Beispiele der veröffentlichten Form sind, wie sie sind.</translation>
  </message>
  <message>
   <source>Colours</source>
   <translation>Farben</translation>
  </message>
  <message>
   <source>The networks see red, green and blue, as published, not what is made of any single band. Layers are shown as grey.</source>
   <translation>Die Netze sehen Rot, Grün und Blau, wie veröffentlicht, nicht was aus einem einzelnen Kanal gemacht wird. Layer werden grau gezeigt.</translation>
  </message>
  <message>
   <source>Regular maps</source>
   <translation>Gewöhnliche Karten</translation>
  </message>
  <message>
   <source>Maps are a convolution, not how alike the features around a pixel are: the published network it was compared with.</source>
   <translation>Karten sind eine Faltung, nicht wie ähnlich die Merkmale um ein Pixel sind: das veröffentlichte Netz, mit dem verglichen wurde.</translation>
  </message>
  <message>
   <source>Published losses</source>
   <translation>Veröffentlichte Verluste</translation>
  </message>
  <message>
   <source>Homographies are compared by their entries, as published, not by where they put the corners; gradients are limited number by number.</source>
   <translation>Homographien werden nach ihren Einträgen verglichen, wie veröffentlicht, nicht danach, wohin sie die Ecken setzen; Gradienten werden Zahl für Zahl begrenzt.</translation>
  </message>
  <message>
   <source>Channels of the maps' networks, from scratch; published: 64. Empty: 16, or as the model has.</source>
   <translation>Kanäle der Netze der Karten, von Grund auf; veröffentlicht: 64. Leer: 16, oder wie das Modell hat.</translation>
  </message>
  <message>
   <source>Width of the guess</source>
   <translation>Breite des Ratenetzes</translation>
  </message>
  <message>
   <source>Channels of the first block of a network that guesses, from scratch; published: 32. Empty: 8, or as the model has.</source>
   <translation>Kanäle des ersten Blocks eines ratenden Netzes, von Grund auf; veröffentlicht: 32. Leer: 8, oder wie das Modell hat.</translation>
  </message>
  <message>
   <source>Hidden layer of the guess</source>
   <translation>Verborgene Schicht des Ratenetzes</translation>
  </message>
  <message>
   <source>Numbers in the last layer but one of a network that guesses, from scratch; published: 1024. Empty: 256, or as the model has.</source>
   <translation>Zahlen in der vorletzten Schicht eines ratenden Netzes, von Grund auf; veröffentlicht: 1024. Leer: 256, oder wie das Modell hat.</translation>
  </message>
  <message>
   <source>Updates, of all parts together; reached where the time allows.</source>
   <translation>Aktualisierungen aller Teile zusammen; erreicht, wo die Zeit es erlaubt.</translation>
  </message>
  <message>
   <source>Samples of a step. More need more memory and time. Empty: 8.</source>
   <translation>Beispiele eines Schritts. Mehr brauchen mehr Speicher und Zeit. Leer: 8.</translation>
  </message>
  <message>
   <source>The highest one of every part. Empty: 0.0003 where it continues from a model, 0.001 from scratch, 0.0001 for published losses.</source>
   <translation>Die höchste jedes Teils. Leer: 0,0003, wo von einem Modell aus weitergelernt wird, 0,001 von Grund auf, 0,0001 für veröffentlichte Verluste.</translation>
  </message>
  <message>
   <source>Templates on which the model is measured before, during and after the training. Empty: 96.</source>
   <translation>Ausschnitte, an denen das Modell vor, während und nach dem Training gemessen wird. Leer: 96.</translation>
  </message>
  <message>
   <source>Share of validation templates whose corners are found within 1 px on average, before it</source>
   <translation>Anteil der Validierungsausschnitte, deren Ecken im Mittel innerhalb 1 px gefunden wurden, vorher</translation>
  </message>
  <message>
   <source>Share of validation templates whose corners are found within 1 px on average, after it</source>
   <translation>Anteil der Validierungsausschnitte, deren Ecken im Mittel innerhalb 1 px gefunden wurden, nachher</translation>
  </message>
  <message>
   <source>Share of validation templates whose corners are found within 3 px on average, before it</source>
   <translation>Anteil der Validierungsausschnitte, deren Ecken im Mittel innerhalb 3 px gefunden wurden, vorher</translation>
  </message>
  <message>
   <source>Share of validation templates whose corners are found within 3 px on average, after it</source>
   <translation>Anteil der Validierungsausschnitte, deren Ecken im Mittel innerhalb 3 px gefunden wurden, nachher</translation>
  </message>
  <message>
   <source>Share of validation templates whose corners are found within 5 px on average, before it</source>
   <translation>Anteil der Validierungsausschnitte, deren Ecken im Mittel innerhalb 5 px gefunden wurden, vorher</translation>
  </message>
  <message>
   <source>Share of validation templates whose corners are found within 5 px on average, after it</source>
   <translation>Anteil der Validierungsausschnitte, deren Ecken im Mittel innerhalb 5 px gefunden wurden, nachher</translation>
  </message>
  <message>
   <source>List models</source>
   <translation>Modelle auflisten</translation>
  </message>
  <message>
   <source>Lists the models there are: what each is for, its licence and size, whether it is here and verified, and why not.</source>
   <translation>Listet die Modelle auf, die es gibt: wofür jedes ist, Lizenz und Größe, ob es hier und geprüft ist, und warum nicht.</translation>
  </message>
  <message>
   <source>Task</source>
   <translation>Aufgabe</translation>
  </message>
  <message>
   <source>Only models for this task, such as dense or vgg16. Empty: all.</source>
   <translation>Nur Modelle für diese Aufgabe, wie dense oder vgg16. Leer: alle.</translation>
  </message>
  <message>
   <source>Table</source>
   <translation>Tabelle</translation>
  </message>
  <message>
   <source>Id, task, licence, size, state (present, missing or damaged), whether it is verified, and why.</source>
   <translation>Kennung, Aufgabe, Lizenz, Größe, Zustand (present, missing oder damaged), ob es geprüft ist, und warum.</translation>
  </message>
  <message>
   <source>The same as an HTML page.</source>
   <translation>Dasselbe als HTML-Seite.</translation>
  </message>
  <message>
   <source>Number of models</source>
   <translation>Anzahl der Modelle</translation>
  </message>
  <message>
   <source>Number of models that are here</source>
   <translation>Anzahl der Modelle, die hier sind</translation>
  </message>
  <message>
   <source>Ids of models that are here, separated by commas</source>
   <translation>Kennungen der Modelle, die hier sind, durch Kommas getrennt</translation>
  </message>
  <message>
   <source>Ids of models that can be fetched or imported, separated by commas</source>
   <translation>Kennungen der Modelle, die geholt oder importiert werden können, durch Kommas getrennt</translation>
  </message>
  <message>
   <source>Ids of models whose file is damaged, separated by commas</source>
   <translation>Kennungen der Modelle, deren Datei beschädigt ist, durch Kommas getrennt</translation>
  </message>
  <message>
   <source>Folder of fetched, imported and trained models</source>
   <translation>Ordner der geholten, importierten und trainierten Modelle</translation>
  </message>
  <message>
   <source>Import model</source>
   <translation>Modell importieren</translation>
  </message>
  <message>
   <source>Brings published weights, or models trained elsewhere, from a file or a folder into the folder of models (offline).</source>
   <translation>Bringt veröffentlichte Gewichte, oder anderswo trainierte Modelle, aus einer Datei oder einem Ordner in den Ordner der Modelle (ohne Netz).</translation>
  </message>
  <message>
   <source>File</source>
   <translation>Datei</translation>
  </message>
  <message>
   <source>Weights that were published (.pth, .npz, .safetensors) or that Tiepoint has trained (.safetensors). Which they are is told by their checksum, or by MODEL. A file that holds pickled objects is refused.</source>
   <translation>Gewichte, die veröffentlicht wurden (.pth, .npz, .safetensors) oder die Tiepoint trainiert hat (.safetensors). Welche es sind, sagt ihre Prüfsumme, oder MODEL. Eine Datei mit Pickle-Objekten wird abgelehnt.</translation>
  </message>
  <message>
   <source>All models in this folder are imported, instead of one file; or it is itself a model that is published as a folder of checkpoints, such as GoogleMap of Deep Lucas-Kanade.</source>
   <translation>Alle Modelle in diesem Ordner werden importiert, anstelle einer Datei; oder er ist selbst ein Modell, das als Ordner von Zwischenständen veröffentlicht ist, wie GoogleMap von Deep Lucas-Kanade.</translation>
  </message>
  <message>
   <source>Id of the published model that the file (or such a folder) holds, or the id that a model of your own is to have. Empty: found out; a model of your own is called as its file.</source>
   <translation>Kennung des veröffentlichten Modells, das die Datei (oder ein solcher Ordner) enthält, oder die Kennung, die ein eigenes Modell haben soll. Leer: wird ermittelt; ein eigenes Modell heißt wie seine Datei.</translation>
  </message>
  <message>
   <source>Replace</source>
   <translation>Ersetzen</translation>
  </message>
  <message>
   <source>Replace a model that is there already.</source>
   <translation>Ein Modell ersetzen, das schon da ist.</translation>
  </message>
  <message>
   <source>Ids of imported models, separated by commas</source>
   <translation>Kennungen der importierten Modelle, durch Kommas getrennt</translation>
  </message>
  <message>
   <source>Number of imported models</source>
   <translation>Anzahl importierter Modelle</translation>
  </message>
  <message>
   <source>File of the (first) imported model</source>
   <translation>Datei des (ersten) importierten Modells</translation>
  </message>
  <message>
   <source>Whether the checksum of every file is that of the published one</source>
   <translation>Ob die Prüfsumme jeder Datei die der veröffentlichten ist</translation>
  </message>
  <message>
   <source>Fetch model</source>
   <translation>Modell holen</translation>
  </message>
  <message>
   <source>Fetches published weights through your proxy, goes on where a connection was cut, verifies them and makes a model of them.</source>
   <translation>Holt veröffentlichte Gewichte durch Ihren Proxy, macht weiter, wo eine Verbindung abbrach, prüft sie und macht ein Modell daraus.</translation>
  </message>
  <message>
   <source>Id of the model; 'List models' lists them.</source>
   <translation>Kennung des Modells; 'Modelle auflisten' nennt sie.</translation>
  </message>
  <message>
   <source>Address</source>
   <translation>Adresse</translation>
  </message>
  <message>
   <source>Fetch the published file from here (https, http or file), such as a mirror in your own network. Its checksum has to be the same. Empty: from where it was published.</source>
   <translation>Die veröffentlichte Datei von hier holen (https, http oder file), etwa von einem Spiegel im eigenen Netz. Ihre Prüfsumme muss dieselbe sein. Leer: von dort, wo sie veröffentlicht wurde.</translation>
  </message>
  <message>
   <source>Fetch it again where it is there already.</source>
   <translation>Noch einmal holen, wo es schon da ist.</translation>
  </message>
  <message>
   <source>File of the model, for MODEL of the other algorithms</source>
   <translation>Datei des Modells, für MODEL der anderen Algorithmen</translation>
  </message>
  <message>
   <source>Whether the checksum of what was fetched is that of the published file</source>
   <translation>Ob die Prüfsumme des Geholten die der veröffentlichten Datei ist</translation>
  </message>
  <message>
   <source>What that rests on</source>
   <translation>Worauf das beruht</translation>
  </message>
  <message>
   <source>Bytes that came over the connection now</source>
   <translation>Bytes, die jetzt über die Verbindung kamen</translation>
  </message>
  <message>
   <source> (status {0})</source>
   <translation> (Status {0})</translation>
  </message>
  <message>
   <source> and {0} more</source>
   <translation> und {0} weitere</translation>
  </message>
  <message>
   <source> inside the extent</source>
   <translation> innerhalb der Ausdehnung</translation>
  </message>
  <message>
   <source> of the same name</source>
   <translation> desselben Namens</translation>
  </message>
  <message>
   <source> {0} MB are kept, and the same again goes on from there.</source>
   <translation> {0} MB sind noch da; derselbe Aufruf macht dort weiter.</translation>
  </message>
  <message>
   <source>'{0}' are no bands.</source>
   <translation>'{0}' sind keine Kanäle.</translation>
  </message>
  <message>
   <source>'{0}' cannot be the id of a model.</source>
   <translation>'{0}' kann nicht die Kennung eines Modells sein.</translation>
  </message>
  <message>
   <source>'{0}' is no date.</source>
   <translation>'{0}' ist kein Datum.</translation>
  </message>
  <message>
   <source>'{0}' is no list of classes.</source>
   <translation>'{0}' ist keine Liste von Klassen.</translation>
  </message>
  <message>
   <source>'{0}' is the id of another model, {1}.</source>
   <translation>'{0}' ist die Kennung eines anderen Modells, {1}.</translation>
  </message>
  <message>
   <source>, TOLERANCE to the offset</source>
   <translation>, TOLERANCE auf den Versatz</translation>
  </message>
  <message>
   <source>A class cannot be called '{0}'.</source>
   <translation>Eine Klasse kann nicht '{0}' heißen.</translation>
  </message>
  <message>
   <source>A code of {0} bits cannot be kept.</source>
   <translation>Ein Code von {0} Bits kann nicht aufbewahrt werden.</translation>
  </message>
  <message>
   <source>A coordinate reference system cannot be read</source>
   <translation>Ein Koordinatenbezugssystem kann nicht gelesen werden</translation>
  </message>
  <message>
   <source>A file that runs code or holds other objects is never opened; get the published weights.</source>
   <translation>Eine Datei, die Code ausführt oder andere Objekte enthält, wird nie geöffnet; besorgen Sie die veröffentlichten Gewichte.</translation>
  </message>
  <message>
   <source>A grid of {0} x {1} cells has no coarser ones.</source>
   <translation>Ein Gitter von {0} x {1} Zellen hat keine gröberen.</translation>
  </message>
  <message>
   <source>A legend of {0} classes with {1} colours cannot be used.</source>
   <translation>Eine Legende von {0} Klassen mit {1} Farben kann nicht verwendet werden.</translation>
  </message>
  <message>
   <source>A picture of shape {0} and type {1} cannot be shown.</source>
   <translation>Ein Bild der Form {0} und vom Typ {1} kann nicht gezeigt werden.</translation>
  </message>
  <message>
   <source>A picture of shape {0} could not be encoded as {1}.</source>
   <translation>Ein Bild der Form {0} konnte nicht als {1} kodiert werden.</translation>
  </message>
  <message>
   <source>A picture of shape {0} could not be encoded.</source>
   <translation>Ein Bild der Form {0} konnte nicht kodiert werden.</translation>
  </message>
  <message>
   <source>A picture of the shape {0} could not be encoded.</source>
   <translation>Ein Bild der Form {0} konnte nicht kodiert werden.</translation>
  </message>
  <message>
   <source>A polynomial of order {0}</source>
   <translation>Ein Polynom der Ordnung {0}</translation>
  </message>
  <message>
   <source>A projective transform</source>
   <translation>Eine projektive Transformation</translation>
  </message>
  <message>
   <source>A projective transform is not determined by these {0} points: too many lie on one line.</source>
   <translation>Eine projektive Transformation ist durch diese {0} Punkte nicht bestimmt: Zu viele liegen auf einer Linie.</translation>
  </message>
  <message>
   <source>A projective transform of these points has its horizon between them.</source>
   <translation>Eine projektive Transformation dieser Punkte hat ihren Horizont zwischen ihnen.</translation>
  </message>
  <message>
   <source>A ratio of {0} is none.</source>
   <translation>Ein Verhältnis von {0} ist keines.</translation>
  </message>
  <message>
   <source>A refit goes by tie points.</source>
   <translation>Eine neue Anpassung richtet sich nach Passpunkten.</translation>
  </message>
  <message>
   <source>A robust fit ({0})</source>
   <translation>Eine robuste Anpassung ({0})</translation>
  </message>
  <message>
   <source>A similarity</source>
   <translation>Eine Ähnlichkeitstransformation</translation>
  </message>
  <message>
   <source>A similarity is not determined: all {0} points coincide.</source>
   <translation>Eine Ähnlichkeitstransformation ist nicht bestimmt: Alle {0} Punkte fallen zusammen.</translation>
  </message>
  <message>
   <source>A similarity would map all points onto one.</source>
   <translation>Eine Ähnlichkeitstransformation würde alle Punkte auf einen abbilden.</translation>
  </message>
  <message>
   <source>A thin-plate spline</source>
   <translation>Ein Thin-Plate-Spline</translation>
  </message>
  <message>
   <source>A tie-point spacing of {0} pixels leaves fewer than 3 points across the overlap.</source>
   <translation>Ein Abstand der Passpunkte von {0} Pixeln lässt quer über die Überlappung weniger als 3 Punkte.</translation>
  </message>
  <message>
   <source>A trained network may change the odds by a factor of up to {0}.</source>
   <translation>Ein trainiertes Netz darf die Chancen um einen Faktor von bis zu {0} ändern.</translation>
  </message>
  <message>
   <source>A trained network, which is told of noise by this: {0}; threshold 0.5.</source>
   <translation>Ein trainiertes Netz, dem dies vom Rauschen sagt: {0}; Schwelle 0.5.</translation>
  </message>
  <message>
   <source>ASSIGNED_CRS is no JSON object: {0}.</source>
   <translation>ASSIGNED_CRS ist kein JSON-Objekt: {0}.</translation>
  </message>
  <message>
   <source>ASSIGNED_CRS names a CRS that is no text.</source>
   <translation>ASSIGNED_CRS nennt ein KBS, das kein Text ist.</translation>
  </message>
  <message>
   <source>ASSIGNED_CRS: '{0}' is no coordinate reference system.</source>
   <translation>ASSIGNED_CRS: '{0}' ist kein Koordinatenbezugssystem.</translation>
  </message>
  <message>
   <source>Add points at other places.</source>
   <translation>Fügen Sie Punkte an anderen Orten hinzu.</translation>
  </message>
  <message>
   <source>Add points away from that line or choose a simpler transform.</source>
   <translation>Fügen Sie Punkte abseits dieser Linie hinzu oder wählen Sie eine einfachere Transformation.</translation>
  </message>
  <message>
   <source>Add points away from that line or choose an affine transform.</source>
   <translation>Fügen Sie Punkte abseits dieser Linie hinzu oder wählen Sie eine affine Transformation.</translation>
  </message>
  <message>
   <source>Add points elsewhere or choose a simpler transform.</source>
   <translation>Fügen Sie anderswo Punkte hinzu oder wählen Sie eine einfachere Transformation.</translation>
  </message>
  <message>
   <source>Add points or choose a simpler transform.</source>
   <translation>Fügen Sie Punkte hinzu oder wählen Sie eine einfachere Transformation.</translation>
  </message>
  <message>
   <source>Add tie points or choose a simpler transform.</source>
   <translation>Fügen Sie Passpunkte hinzu oder wählen Sie eine einfachere Transformation.</translation>
  </message>
  <message>
   <source>Allow a larger MAX_DISTANCE, or a smaller EXCLUDE_RADIUS.</source>
   <translation>Lassen Sie ein größeres MAX_DISTANCE oder ein kleineres EXCLUDE_RADIUS zu.</translation>
  </message>
  <message>
   <source>An affine transform</source>
   <translation>Eine affine Transformation</translation>
  </message>
  <message>
   <source>An array of the shape {0} is no map.</source>
   <translation>Ein Feld der Form {0} ist keine Karte.</translation>
  </message>
  <message>
   <source>An array of type {0} is no tensor.</source>
   <translation>Ein Feld vom Typ {0} ist kein Tensor.</translation>
  </message>
  <message>
   <source>An image {0} with a validity {1} cannot be described.</source>
   <translation>Ein Bild {0} mit einer Gültigkeit {1} kann nicht beschrieben werden.</translation>
  </message>
  <message>
   <source>Assign a CRS to the reference.</source>
   <translation>Weisen Sie der Referenz ein KBS zu.</translation>
  </message>
  <message>
   <source>Assign a valid CRS.</source>
   <translation>Weisen Sie ein gültiges KBS zu.</translation>
  </message>
  <message>
   <source>Assign a valid geotransform to the raster.</source>
   <translation>Weisen Sie dem Raster eine gültige Geotransformation zu.</translation>
  </message>
  <message>
   <source>Assign the CRS to the layer again, or restart QGIS.</source>
   <translation>Weisen Sie dem Layer das KBS noch einmal zu, oder starten Sie QGIS neu.</translation>
  </message>
  <message>
   <source>Assign the CRS, or co-register the raster first.</source>
   <translation>Weisen Sie das KBS zu, oder koregistrieren Sie das Raster zuerst.</translation>
  </message>
  <message>
   <source>Assign the CRS, or give the extent to search.</source>
   <translation>Weisen Sie das KBS zu, oder geben Sie die Ausdehnung an, in der gesucht wird.</translation>
  </message>
  <message>
   <source>Assign the right CRS to each raster, or give the EXTENT to search.</source>
   <translation>Weisen Sie jedem Raster das richtige KBS zu, oder geben Sie mit EXTENT an, wo gesucht wird.</translation>
  </message>
  <message>
   <source>Assigning points</source>
   <translation>Punkte werden zugeordnet</translation>
  </message>
  <message>
   <source>BANDS is {0}.</source>
   <translation>BANDS ist {0}.</translation>
  </message>
  <message>
   <source>BATCH is {0}, no multiple of 3.</source>
   <translation>BATCH ist {0}, kein Vielfaches von 3.</translation>
  </message>
  <message>
   <source>Band {0} of {1}</source>
   <translation>Kanal {0} von {1}</translation>
  </message>
  <message>
   <source>Bands {0} and {1} are tried.</source>
   <translation>Die Kanäle {0} und {1} werden versucht.</translation>
  </message>
  <message>
   <source>Bands {0} before and {1} after are compared.</source>
   <translation>Verglichen werden die Kanäle {0} vorher und {1} nachher.</translation>
  </message>
  <message>
   <source>Bands {0} before and {1} after are shown as red, green and blue.</source>
   <translation>Die Kanäle {0} vorher und {1} nachher werden als Rot, Grün und Blau gezeigt.</translation>
  </message>
  <message>
   <source>Batches of {0} pairs have no variance.</source>
   <translation>Stapel von {0} Paaren haben keine Varianz.</translation>
  </message>
  <message>
   <source>Bits are decided to {0} only: a higher BETA or more STEPS make codes surer.</source>
   <translation>Bits sind nur zu {0} entschieden: Ein höheres BETA oder mehr STEPS machen Codes sicherer.</translation>
  </message>
  <message>
   <source>Blocks of {0} tiles cannot be made.</source>
   <translation>Blöcke von {0} Kacheln sind nicht möglich.</translation>
  </message>
  <message>
   <source>Bring both onto the same grid first.</source>
   <translation>Bringen Sie zuerst beide auf dasselbe Gitter.</translation>
  </message>
  <message>
   <source>Bring in the file that it was trained on, or train a hash model anew.</source>
   <translation>Holen Sie die Datei, auf der es trainiert wurde, oder trainieren Sie ein neues Hash-Modell.</translation>
  </message>
  <message>
   <source>Bring it in with 'Import model'.</source>
   <translation>Importieren Sie es mit 'Modell importieren'.</translation>
  </message>
  <message>
   <source>Build it anew.</source>
   <translation>Legen Sie ihn neu an.</translation>
  </message>
  <message>
   <source>CHANNELS is given, but those of cnn-matching follow from WIDTH.</source>
   <translation>CHANNELS ist angegeben, aber die von cnn-matching folgen aus WIDTH.</translation>
  </message>
  <message>
   <source>CLKN cannot see images of the shape {0} on level {1}.</source>
   <translation>CLKN kann Bilder der Form {0} auf Stufe {1} nicht sehen.</translation>
  </message>
  <message>
   <source>CLKN has no level {0}.</source>
   <translation>CLKN hat keine Stufe {0}.</translation>
  </message>
  <message>
   <source>Cannot write {0}: {1}.</source>
   <translation>{0} kann nicht geschrieben werden: {1}.</translation>
  </message>
  <message>
   <source>Change of radiometry by {0}, where learned features differ too; {1} ({2})</source>
   <translation>Veränderung der Radiometrie nach {0}, wo sich auch gelernte Merkmale unterscheiden; {1} ({2})</translation>
  </message>
  <message>
   <source>Change vectors of {0} bands, normalised on {1} % invariant pixels</source>
   <translation>Veränderungsvektoren von {0} Kanälen, angeglichen an {1} % unveränderten Pixeln</translation>
  </message>
  <message>
   <source>Check CHUNKS.</source>
   <translation>Prüfen Sie CHUNKS.</translation>
  </message>
  <message>
   <source>Check DATE_FROM, DATE_TO, SOURCES and EXTENT.</source>
   <translation>Prüfen Sie DATE_FROM, DATE_TO, SOURCES und EXTENT.</translation>
  </message>
  <message>
   <source>Check FOLDER.</source>
   <translation>Prüfen Sie FOLDER.</translation>
  </message>
  <message>
   <source>Check its name.</source>
   <translation>Prüfen Sie seinen Namen.</translation>
  </message>
  <message>
   <source>Check its nodata value and its extent.</source>
   <translation>Prüfen Sie seinen Leerwert und seine Ausdehnung.</translation>
  </message>
  <message>
   <source>Check that both show the same ground; give MAX_OFFSET or EXTENT, other bands, or another METHOD.</source>
   <translation>Prüfen Sie, ob beide denselben Boden zeigen; geben Sie MAX_OFFSET oder EXTENT an, andere Kanäle oder ein anderes METHOD.</translation>
  </message>
  <message>
   <source>Check that the layer is drawn on the map, or save the part you need to a file.</source>
   <translation>Prüfen Sie, ob der Layer auf der Karte gezeichnet wird, oder speichern Sie den Teil, den Sie brauchen, als Datei.</translation>
  </message>
  <message>
   <source>Check that the points differ in both rasters.</source>
   <translation>Prüfen Sie, ob sich die Punkte in beiden Rastern unterscheiden.</translation>
  </message>
  <message>
   <source>Check that the temporary folder has room.</source>
   <translation>Prüfen Sie, ob im temporären Ordner Platz ist.</translation>
  </message>
  <message>
   <source>Check that there is room where it is to be written.</source>
   <translation>Prüfen Sie, ob dort Platz ist, wohin geschrieben werden soll.</translation>
  </message>
  <message>
   <source>Check the CRS and extent of both.</source>
   <translation>Prüfen Sie KBS und Ausdehnung beider.</translation>
  </message>
  <message>
   <source>Check the CRS of both rasters.</source>
   <translation>Prüfen Sie das KBS beider Raster.</translation>
  </message>
  <message>
   <source>Check the CRS of both, or set MAX_OFFSET if the target is misplaced by that much.</source>
   <translation>Prüfen Sie das KBS beider, oder setzen Sie MAX_OFFSET, wenn das auszurichtende Raster so weit falsch liegt.</translation>
  </message>
  <message>
   <source>Check the CRS of both.</source>
   <translation>Prüfen Sie das KBS beider.</translation>
  </message>
  <message>
   <source>Check the CRS of the layer, or cut the polygons to the area of the raster.</source>
   <translation>Prüfen Sie das KBS des Layers, oder schneiden Sie die Polygone auf das Gebiet des Rasters zu.</translation>
  </message>
  <message>
   <source>Check the creation options and the disk.</source>
   <translation>Prüfen Sie die Erzeugungsoptionen und den Datenträger.</translation>
  </message>
  <message>
   <source>Check the extent and the coordinate systems.</source>
   <translation>Prüfen Sie die Ausdehnung und die Koordinatensysteme.</translation>
  </message>
  <message>
   <source>Check the extent and the tie points.</source>
   <translation>Prüfen Sie die Ausdehnung und die Passpunkte.</translation>
  </message>
  <message>
   <source>Check the file.</source>
   <translation>Prüfen Sie die Datei.</translation>
  </message>
  <message>
   <source>Check the folder and the space on the disk.</source>
   <translation>Prüfen Sie den Ordner und den Platz auf dem Datenträger.</translation>
  </message>
  <message>
   <source>Check the name, and whether the file is complete.</source>
   <translation>Prüfen Sie den Namen und ob die Datei vollständig ist.</translation>
  </message>
  <message>
   <source>Check the nodata values and the areas to ignore.</source>
   <translation>Prüfen Sie die Leerwerte und die auszulassenden Flächen.</translation>
  </message>
  <message>
   <source>Check the path, or build one with 'Build tile index'.</source>
   <translation>Prüfen Sie den Pfad, oder legen Sie einen mit 'Kachelindex anlegen' an.</translation>
  </message>
  <message>
   <source>Check the path.</source>
   <translation>Prüfen Sie den Pfad.</translation>
  </message>
  <message>
   <source>Check the points for gross errors or choose an affine transform.</source>
   <translation>Prüfen Sie die Punkte auf grobe Fehler, oder wählen Sie eine affine Transformation.</translation>
  </message>
  <message>
   <source>Check the tie points and the coordinate systems.</source>
   <translation>Prüfen Sie die Passpunkte und die Koordinatensysteme.</translation>
  </message>
  <message>
   <source>Check the tie points, or choose a transform that bends less.</source>
   <translation>Prüfen Sie die Passpunkte, oder wählen Sie eine Transformation, die sich weniger biegt.</translation>
  </message>
  <message>
   <source>Check the tie points.</source>
   <translation>Prüfen Sie die Passpunkte.</translation>
  </message>
  <message>
   <source>Checking a place</source>
   <translation>Ein Ort wird geprüft</translation>
  </message>
  <message>
   <source>Checking the tie points</source>
   <translation>Die Passpunkte werden geprüft</translation>
  </message>
  <message>
   <source>Choose DEVICE = auto or cpu.</source>
   <translation>Wählen Sie DEVICE = auto oder cpu.</translation>
  </message>
  <message>
   <source>Choose a GeoTIFF or another raster that opens in QGIS.</source>
   <translation>Wählen Sie ein GeoTIFF oder ein anderes Raster, das sich in QGIS öffnen lässt.</translation>
  </message>
  <message>
   <source>Choose a band from 1 to {0}.</source>
   <translation>Wählen Sie einen Kanal von 1 bis {0}.</translation>
  </message>
  <message>
   <source>Choose a field with at most 255.</source>
   <translation>Wählen Sie ein Feld mit höchstens 255.</translation>
  </message>
  <message>
   <source>Choose a file that ends in {0}.</source>
   <translation>Wählen Sie eine Datei, die auf {0} endet.</translation>
  </message>
  <message>
   <source>Choose a file.</source>
   <translation>Wählen Sie eine Datei.</translation>
  </message>
  <message>
   <source>Choose a folder you may read.</source>
   <translation>Wählen Sie einen Ordner, den Sie lesen dürfen.</translation>
  </message>
  <message>
   <source>Choose a folder you may write to, and close the file where it is open elsewhere.</source>
   <translation>Wählen Sie einen Ordner, in den Sie schreiben dürfen, und schließen Sie die Datei, wo sie sonst geöffnet ist.</translation>
  </message>
  <message>
   <source>Choose a folder you may write to.</source>
   <translation>Wählen Sie einen Ordner, in den Sie schreiben dürfen.</translation>
  </message>
  <message>
   <source>Choose a layer that opens in QGIS.</source>
   <translation>Wählen Sie einen Layer, der sich in QGIS öffnen lässt.</translation>
  </message>
  <message>
   <source>Choose a polygon layer.</source>
   <translation>Wählen Sie einen Polygonlayer.</translation>
  </message>
  <message>
   <source>Choose a raster file, for example a GeoTIFF; copy a damaged file again.</source>
   <translation>Wählen Sie eine Rasterdatei, zum Beispiel ein GeoTIFF; kopieren Sie eine beschädigte Datei noch einmal.</translation>
  </message>
  <message>
   <source>Choose a raster with at least one band.</source>
   <translation>Wählen Sie ein Raster mit mindestens einem Kanal.</translation>
  </message>
  <message>
   <source>Choose a shorter file name.</source>
   <translation>Wählen Sie einen kürzeren Dateinamen.</translation>
  </message>
  <message>
   <source>Choose a simpler transform, or switch wrong tie points off.</source>
   <translation>Wählen Sie eine einfachere Transformation, oder schalten Sie falsche Passpunkte aus.</translation>
  </message>
  <message>
   <source>Choose a smaller SPACING, or leave it empty.</source>
   <translation>Wählen Sie ein kleineres SPACING, oder lassen Sie es leer.</translation>
  </message>
  <message>
   <source>Choose a value inside these limits.</source>
   <translation>Wählen Sie einen Wert innerhalb dieser Grenzen.</translation>
  </message>
  <message>
   <source>Choose an area with data.</source>
   <translation>Wählen Sie eine Fläche mit Daten.</translation>
  </message>
  <message>
   <source>Choose an extent inside the reference.</source>
   <translation>Wählen Sie eine Ausdehnung innerhalb der Referenz.</translation>
  </message>
  <message>
   <source>Choose an output folder on another disk or a smaller extent.</source>
   <translation>Wählen Sie einen Ausgabeordner auf einem anderen Datenträger oder eine kleinere Ausdehnung.</translation>
  </message>
  <message>
   <source>Choose an output in a folder you may write to.</source>
   <translation>Wählen Sie eine Ausgabe in einem Ordner, in den Sie schreiben dürfen.</translation>
  </message>
  <message>
   <source>Choose an overlap with more data.</source>
   <translation>Wählen Sie eine Überlappung mit mehr Daten.</translation>
  </message>
  <message>
   <source>Choose another HEATMAP_RASTER.</source>
   <translation>Wählen Sie ein anderes HEATMAP_RASTER.</translation>
  </message>
  <message>
   <source>Choose another OBJECTIVE, such as plain.</source>
   <translation>Wählen Sie ein anderes OBJECTIVE, etwa plain.</translation>
  </message>
  <message>
   <source>Choose another PART or ARCHIVE, or give more tiles.</source>
   <translation>Wählen Sie ein anderes PART oder ARCHIVE, oder geben Sie mehr Kacheln an.</translation>
  </message>
  <message>
   <source>Choose another band or another raster.</source>
   <translation>Wählen Sie einen anderen Kanal oder ein anderes Raster.</translation>
  </message>
  <message>
   <source>Choose another band or raster, or check its nodata value.</source>
   <translation>Wählen Sie einen anderen Kanal oder ein anderes Raster, oder prüfen Sie seinen Leerwert.</translation>
  </message>
  <message>
   <source>Choose another file.</source>
   <translation>Wählen Sie eine andere Datei.</translation>
  </message>
  <message>
   <source>Choose another folder, or remove the file.</source>
   <translation>Wählen Sie einen anderen Ordner, oder entfernen Sie die Datei.</translation>
  </message>
  <message>
   <source>Choose another folder.</source>
   <translation>Wählen Sie einen anderen Ordner.</translation>
  </message>
  <message>
   <source>Choose another model.</source>
   <translation>Wählen Sie ein anderes Modell.</translation>
  </message>
  <message>
   <source>Choose another objective, such as plain.</source>
   <translation>Wählen Sie ein anderes Ziel, etwa plain.</translation>
  </message>
  <message>
   <source>Choose another output file or folder.</source>
   <translation>Wählen Sie eine andere Ausgabedatei oder einen anderen Ordner.</translation>
  </message>
  <message>
   <source>Choose another output file; inputs are never overwritten.</source>
   <translation>Wählen Sie eine andere Ausgabedatei; Eingaben werden nie überschrieben.</translation>
  </message>
  <message>
   <source>Choose another output file; no input is overwritten.</source>
   <translation>Wählen Sie eine andere Ausgabedatei; keine Eingabe wird überschrieben.</translation>
  </message>
  <message>
   <source>Choose another output folder.</source>
   <translation>Wählen Sie einen anderen Ausgabeordner.</translation>
  </message>
  <message>
   <source>Choose another output.</source>
   <translation>Wählen Sie eine andere Ausgabe.</translation>
  </message>
  <message>
   <source>Choose another raster, or check its nodata value.</source>
   <translation>Wählen Sie ein anderes Raster, oder prüfen Sie seinen Leerwert.</translation>
  </message>
  <message>
   <source>Choose another size.</source>
   <translation>Wählen Sie eine andere Größe.</translation>
  </message>
  <message>
   <source>Choose its own encoder, or train a hash model on the other with 'Train hash model'.</source>
   <translation>Wählen Sie seinen eigenen Kodierer, oder trainieren Sie auf dem anderen ein Hash-Modell mit 'Hash-Modell trainieren'.</translation>
  </message>
  <message>
   <source>Choose its own encoder.</source>
   <translation>Wählen Sie seinen eigenen Kodierer.</translation>
  </message>
  <message>
   <source>Choose one of {0}.</source>
   <translation>Wählen Sie eines von {0}.</translation>
  </message>
  <message>
   <source>Choose one of: auto, cpu, cuda.</source>
   <translation>Wählen Sie eines von: auto, cpu, cuda.</translation>
  </message>
  <message>
   <source>Choose one of: {0}, or give the path of a file.</source>
   <translation>Wählen Sie eines von: {0}, oder geben Sie den Pfad einer Datei an.</translation>
  </message>
  <message>
   <source>Choose one of: {0}.</source>
   <translation>Wählen Sie eines von: {0}.</translation>
  </message>
  <message>
   <source>Choose rasters or an EXTENT that overlap.</source>
   <translation>Wählen Sie Raster oder ein EXTENT, die sich überlappen.</translation>
  </message>
  <message>
   <source>Choose red, green and blue, or a single band.</source>
   <translation>Wählen Sie Rot, Grün und Blau, oder einen einzelnen Kanal.</translation>
  </message>
  <message>
   <source>Choose some of: {0}.</source>
   <translation>Wählen Sie einige von: {0}.</translation>
  </message>
  <message>
   <source>Choose the guess vanilla, or another model.</source>
   <translation>Wählen Sie die Schätzung vanilla oder ein anderes Modell.</translation>
  </message>
  <message>
   <source>Choose the same, or train from scratch.</source>
   <translation>Wählen Sie dasselbe, oder trainieren Sie von Grund auf.</translation>
  </message>
  <message>
   <source>Choose two different rasters.</source>
   <translation>Wählen Sie zwei verschiedene Raster.</translation>
  </message>
  <message>
   <source>Choose {0} to {1}.</source>
   <translation>Wählen Sie {0} bis {1}.</translation>
  </message>
  <message>
   <source>Choose {0}, colours, or {1}, what is made of any band.</source>
   <translation>Wählen Sie {0}, Farben, oder {1}, was aus jedem Kanal gemacht wird.</translation>
  </message>
  <message>
   <source>Choose {0}, red, green and blue, or {1}.</source>
   <translation>Wählen Sie {0}, Rot, Grün und Blau, oder {1}.</translation>
  </message>
  <message>
   <source>Close other programs, use a smaller extent or a wider tie-point spacing.</source>
   <translation>Schließen Sie andere Programme, verwenden Sie eine kleinere Ausdehnung oder einen größeren Abstand der Passpunkte.</translation>
  </message>
  <message>
   <source>Codes of {0} bits are not made.</source>
   <translation>Codes von {0} Bits werden nicht gemacht.</translation>
  </message>
  <message>
   <source>Compare features</source>
   <translation>Merkmale werden verglichen</translation>
  </message>
  <message>
   <source>Comparing bands</source>
   <translation>Kanäle werden verglichen</translation>
  </message>
  <message>
   <source>Comparing codes</source>
   <translation>Codes werden verglichen</translation>
  </message>
  <message>
   <source>Comparing descriptors</source>
   <translation>Deskriptoren werden verglichen</translation>
  </message>
  <message>
   <source>Comparing places</source>
   <translation>Orte werden verglichen</translation>
  </message>
  <message>
   <source>Complete the folder.</source>
   <translation>Vervollständigen Sie den Ordner.</translation>
  </message>
  <message>
   <source>Converting {0}</source>
   <translation>{0} wird umgewandelt</translation>
  </message>
  <message>
   <source>Copy it again.</source>
   <translation>Kopieren Sie sie noch einmal.</translation>
  </message>
  <message>
   <source>Copy or download the file again.</source>
   <translation>Kopieren oder laden Sie die Datei noch einmal.</translation>
  </message>
  <message>
   <source>Copying: {0} of {1} tiles</source>
   <translation>Kopiert: {0} von {1} Kacheln</translation>
  </message>
  <message>
   <source>Correct or remove it.</source>
   <translation>Berichtigen oder entfernen Sie sie.</translation>
  </message>
  <message>
   <source>Create the engine's environment with a newer Python.</source>
   <translation>Legen Sie die Rechenumgebung mit einem neueren Python an.</translation>
  </message>
  <message>
   <source>Create the folder or choose another one.</source>
   <translation>Legen Sie den Ordner an oder wählen Sie einen anderen.</translation>
  </message>
  <message>
   <source>Cutting out tiles</source>
   <translation>Kacheln werden ausgeschnitten</translation>
  </message>
  <message>
   <source>Cutting {0} into tiles</source>
   <translation>{0} wird in Kacheln zerschnitten</translation>
  </message>
  <message>
   <source>Data have the folders {0}.</source>
   <translation>Daten haben die Ordner {0}.</translation>
  </message>
  <message>
   <source>Delete them, or place them again.</source>
   <translation>Löschen Sie sie, oder setzen Sie sie noch einmal.</translation>
  </message>
  <message>
   <source>Describe both by the same network.</source>
   <translation>Beschreiben Sie beide mit demselben Netz.</translation>
  </message>
  <message>
   <source>Describe both images by one network.</source>
   <translation>Beschreiben Sie beide Bilder mit einem Netz.</translation>
  </message>
  <message>
   <source>Descriptors have {0} and {1} channels.</source>
   <translation>Die Deskriptoren haben {0} und {1} Kanäle.</translation>
  </message>
  <message>
   <source>Descriptors of the shape {0} are no unit vectors (N, C).</source>
   <translation>Deskriptoren der Form {0} sind keine Einheitsvektoren (N, C).</translation>
  </message>
  <message>
   <source>Destination, distances, nearest and quality of {0} points have the shapes {1}.</source>
   <translation>Ziel, Abstände, Nächste und Güte von {0} Punkten haben die Formen {1}.</translation>
  </message>
  <message>
   <source>Differences that a shift of {0} px explains are discounted.</source>
   <translation>Unterschiede, die eine Verschiebung um {0} px erklärt, werden abgezogen.</translation>
  </message>
  <message>
   <source>Distance of learned features</source>
   <translation>Abstand gelernter Merkmale</translation>
  </message>
  <message>
   <source>Divide each by its length.</source>
   <translation>Teilen Sie jeden durch seine Länge.</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>Fertig</translation>
  </message>
  <message>
   <source>Draw the area on the query raster.</source>
   <translation>Ziehen Sie die Fläche auf dem Abfrageraster auf.</translation>
  </message>
  <message>
   <source>Drawing tile {0} of {1}</source>
   <translation>Kachel {0} von {1} wird gezeichnet</translation>
  </message>
  <message>
   <source>Drawing what validates the training</source>
   <translation>Was das Training prüft, wird gezogen</translation>
  </message>
  <message>
   <source>Drawing where the network looks</source>
   <translation>Wohin das Netz schaut, wird gezeichnet</translation>
  </message>
  <message>
   <source>Enable at least three.</source>
   <translation>Schalten Sie mindestens drei ein.</translation>
  </message>
  <message>
   <source>Encoding tile {0} of {1}</source>
   <translation>Kachel {0} von {1} wird kodiert</translation>
  </message>
  <message>
   <source>Evaluating</source>
   <translation>Auswertung</translation>
  </message>
  <message>
   <source>Extract amplitude, phase or a real part first.</source>
   <translation>Ziehen Sie zuerst Amplitude, Phase oder einen Realteil heraus.</translation>
  </message>
  <message>
   <source>FAISS is not installed in the engine's Python.</source>
   <translation>FAISS ist im Python der Rechenumgebung nicht installiert.</translation>
  </message>
  <message>
   <source>FIELD {0} names {1} classes.</source>
   <translation>FIELD {0} nennt {1} Klassen.</translation>
  </message>
  <message>
   <source>FILE: there is no file {0}.</source>
   <translation>FILE: Es gibt keine Datei {0}.</translation>
  </message>
  <message>
   <source>FOLDER: there is no folder {0}.</source>
   <translation>FOLDER: Es gibt keinen Ordner {0}.</translation>
  </message>
  <message>
   <source>FOLDS is 1.</source>
   <translation>FOLDS ist 1.</translation>
  </message>
  <message>
   <source>Features can be compared in {0} cells of the target and {1} of the reference only.</source>
   <translation>Merkmale können nur in {0} Zellen des auszurichtenden Rasters und {1} der Referenz verglichen werden.</translation>
  </message>
  <message>
   <source>Features of shape {0} cannot be coded.</source>
   <translation>Merkmale der Form {0} können nicht kodiert werden.</translation>
  </message>
  <message>
   <source>Fetch it with REPLACE, or import it again.</source>
   <translation>Holen Sie es mit REPLACE, oder importieren Sie es noch einmal.</translation>
  </message>
  <message>
   <source>Fetching {0}: {1}{2} MB</source>
   <translation>{0} wird geholt: {1}{2} MB</translation>
  </message>
  <message>
   <source>Fit it again from the same points.</source>
   <translation>Passen Sie ihn noch einmal an dieselben Punkte an.</translation>
  </message>
  <message>
   <source>Fit it again from tie points.</source>
   <translation>Passen Sie sie noch einmal an Passpunkte an.</translation>
  </message>
  <message>
   <source>Fitted</source>
   <translation>Angepasst</translation>
  </message>
  <message>
   <source>Fitting</source>
   <translation>Anpassung</translation>
  </message>
  <message>
   <source>Fitting the transform</source>
   <translation>Die Transformation wird angepasst</translation>
  </message>
  <message>
   <source>Frames of the shapes {0} with {1} times make no animation.</source>
   <translation>Einzelbilder der Formen {0} mit {1} Zeiten ergeben keine Animation.</translation>
  </message>
  <message>
   <source>Free some space or choose an output folder on another disk.</source>
   <translation>Schaffen Sie Platz, oder wählen Sie einen Ausgabeordner auf einem anderen Datenträger.</translation>
  </message>
  <message>
   <source>Free some space, or name a folder on another disk in the environment variable TIEPOINT_MODELS.</source>
   <translation>Schaffen Sie Platz, oder nennen Sie in der Umgebungsvariablen TIEPOINT_MODELS einen Ordner auf einem anderen Datenträger.</translation>
  </message>
  <message>
   <source>Full resolution does not confirm that place.</source>
   <translation>Die volle Auflösung bestätigt diesen Ort nicht.</translation>
  </message>
  <message>
   <source>GALLERY is wanted, but GALLERIES is 0.</source>
   <translation>GALLERY ist gewünscht, aber GALLERIES ist 0.</translation>
  </message>
  <message>
   <source>GCPS_FILE is missing.</source>
   <translation>GCPS_FILE fehlt.</translation>
  </message>
  <message>
   <source>Generating scene {0} of {1}</source>
   <translation>Szene {0} von {1} wird erzeugt</translation>
  </message>
  <message>
   <source>Georeference them, give two rasters of one size, or set ALIGN to coregister.</source>
   <translation>Georeferenzieren Sie sie, geben Sie zwei gleich große Raster an, oder setzen Sie ALIGN auf coregister.</translation>
  </message>
  <message>
   <source>Get it from its authors</source>
   <translation>Besorgen Sie es bei seinen Verfassern</translation>
  </message>
  <message>
   <source>Get it from {0}</source>
   <translation>Besorgen Sie es bei {0}</translation>
  </message>
  <message>
   <source>Get the file again, or write it with numpy.savez.</source>
   <translation>Besorgen Sie die Datei noch einmal, oder schreiben Sie sie mit numpy.savez.</translation>
  </message>
  <message>
   <source>Give (N, 3, rows, cols) of at least {0} pixels a side.</source>
   <translation>Geben Sie (N, 3, rows, cols) mit mindestens {0} Pixeln je Seite an.</translation>
  </message>
  <message>
   <source>Give (N, 3, rows, cols) with sides that are multiples of {0} pixels.</source>
   <translation>Geben Sie (N, 3, rows, cols) mit Seiten an, die Vielfache von {0} Pixeln sind.</translation>
  </message>
  <message>
   <source>Give (N, 3, rows, cols) with sides that are multiples of {0}.</source>
   <translation>Geben Sie (N, 3, rows, cols) mit Seiten an, die Vielfache von {0} sind.</translation>
  </message>
  <message>
   <source>Give (N, 3, {0}, {1}) of both dates.</source>
   <translation>Geben Sie (N, 3, {0}, {1}) beider Zeitpunkte an.</translation>
  </message>
  <message>
   <source>Give (N, 3, {0}, {1}) uint8.</source>
   <translation>Geben Sie (N, 3, {0}, {1}) uint8 an.</translation>
  </message>
  <message>
   <source>Give (N, bands, rows, cols) with sides that are multiples of 4.</source>
   <translation>Geben Sie (N, bands, rows, cols) mit Seiten an, die Vielfache von 4 sind.</translation>
  </message>
  <message>
   <source>Give (N, rows, cols, 3) of both dates.</source>
   <translation>Geben Sie (N, rows, cols, 3) beider Zeitpunkte an.</translation>
  </message>
  <message>
   <source>Give (N, {0}).</source>
   <translation>Geben Sie (N, {0}) an.</translation>
  </message>
  <message>
   <source>Give (channels, rows, cols) at three scales.</source>
   <translation>Geben Sie (channels, rows, cols) in drei Maßstäben an.</translation>
  </message>
  <message>
   <source>Give (rows, cols) or (3, rows, cols), and (rows, cols) of validity.</source>
   <translation>Geben Sie (rows, cols) oder (3, rows, cols) an, und (rows, cols) der Gültigkeit.</translation>
  </message>
  <message>
   <source>Give (rows, cols).</source>
   <translation>Geben Sie (rows, cols) an.</translation>
  </message>
  <message>
   <source>Give .npz files that `prepare` has written.</source>
   <translation>Geben Sie .npz-Dateien an, die `prepare` geschrieben hat.</translation>
  </message>
  <message>
   <source>Give 0 to {0}; align images that are further apart.</source>
   <translation>Geben Sie 0 bis {0} an; richten Sie Bilder aus, die weiter auseinander liegen.</translation>
  </message>
  <message>
   <source>Give 1 or more, or nothing.</source>
   <translation>Geben Sie 1 oder mehr an, oder nichts.</translation>
  </message>
  <message>
   <source>Give 1 to {0} classes, each with its colour.</source>
   <translation>Geben Sie 1 bis {0} Klassen an, jede mit ihrer Farbe.</translation>
  </message>
  <message>
   <source>Give 2 or more, or 0 for none.</source>
   <translation>Geben Sie 2 oder mehr an, oder 0 für keine.</translation>
  </message>
  <message>
   <source>Give APPEND too, or leave it out.</source>
   <translation>Geben Sie auch APPEND an, oder lassen Sie es weg.</translation>
  </message>
  <message>
   <source>Give CHUNKS, or TILES_BEFORE and TILES_AFTER, or POLYGONS with both fields and rasters.</source>
   <translation>Geben Sie CHUNKS an, oder TILES_BEFORE und TILES_AFTER, oder POLYGONS mit beiden Feldern und Rastern.</translation>
  </message>
  <message>
   <source>Give EXTENT, the area to use.</source>
   <translation>Geben Sie EXTENT an, die Fläche, die verwendet wird.</translation>
  </message>
  <message>
   <source>Give FILE or FOLDER.</source>
   <translation>Geben Sie FILE oder FOLDER an.</translation>
  </message>
  <message>
   <source>Give FOLDS too, such as 5.</source>
   <translation>Geben Sie auch FOLDS an, etwa 5.</translation>
  </message>
  <message>
   <source>Give MODEL another id.</source>
   <translation>Geben Sie MODEL eine andere Kennung.</translation>
  </message>
  <message>
   <source>Give MODEL, of letters, digits, dots and dashes, up to 64.</source>
   <translation>Geben Sie MODEL an, aus Buchstaben, Ziffern, Punkten und Strichen, höchstens 64.</translation>
  </message>
  <message>
   <source>Give MODEL.</source>
   <translation>Geben Sie MODEL an.</translation>
  </message>
  <message>
   <source>Give MODEL={0}, or build the index anew.</source>
   <translation>Geben Sie MODEL={0} an, oder legen Sie den Index neu an.</translation>
  </message>
  <message>
   <source>Give PNG, JPEG or TIFF files of 8 bits.</source>
   <translation>Geben Sie PNG-, JPEG- oder TIFF-Dateien mit 8 Bit an.</translation>
  </message>
  <message>
   <source>Give PNG, JPEG or TIFF files of 8 or 16 bits.</source>
   <translation>Geben Sie PNG-, JPEG- oder TIFF-Dateien mit 8 oder 16 Bit an.</translation>
  </message>
  <message>
   <source>Give QUERY_EXTENT on a QUERY_RASTER, a QUERY_IMAGE, or QUERY_TILES of the index.</source>
   <translation>Geben Sie QUERY_EXTENT auf einem QUERY_RASTER, ein QUERY_IMAGE oder QUERY_TILES des Index an.</translation>
  </message>
  <message>
   <source>Give RASTERS, a FOLDER of rasters, or a number of SCENES to generate.</source>
   <translation>Geben Sie RASTERS, einen Ordner von Rastern (FOLDER) oder eine Zahl zu erzeugender SCENES an.</translation>
  </message>
  <message>
   <source>Give RASTERS, or a FOLDER of rasters.</source>
   <translation>Geben Sie RASTERS oder einen Ordner von Rastern (FOLDER) an.</translation>
  </message>
  <message>
   <source>Give REFERENCE, whose CRS is then taken.</source>
   <translation>Geben Sie REFERENCE an, deren KBS dann genommen wird.</translation>
  </message>
  <message>
   <source>Give REPLACE, or another MODEL.</source>
   <translation>Geben Sie REPLACE an, oder ein anderes MODEL.</translation>
  </message>
  <message>
   <source>Give RGB frames of one size and a time for each.</source>
   <translation>Geben Sie gleich große RGB-Bilder an und für jedes eine Zeit.</translation>
  </message>
  <message>
   <source>Give TILES, or RASTERS with POLYGONS and FIELD, or RASTERS alone to train without classes.</source>
   <translation>Geben Sie TILES an, oder RASTERS mit POLYGONS und FIELD, oder RASTERS allein, um ohne Klassen zu trainieren.</translation>
  </message>
  <message>
   <source>Give TILES, or RASTERS with POLYGONS and FIELD.</source>
   <translation>Geben Sie TILES an, oder RASTERS mit POLYGONS und FIELD.</translation>
  </message>
  <message>
   <source>Give TRANSFORM.</source>
   <translation>Geben Sie TRANSFORM an.</translation>
  </message>
  <message>
   <source>Give a .points file of the Georeferencer.</source>
   <translation>Geben Sie eine .points-Datei des Georeferenzierers an.</translation>
  </message>
  <message>
   <source>Give a GeoPackage that 'Build tile index' has written.</source>
   <translation>Geben Sie ein GeoPackage an, das 'Kachelindex anlegen' geschrieben hat.</translation>
  </message>
  <message>
   <source>Give a JSON file written by 'Co-register raster'.</source>
   <translation>Geben Sie eine JSON-Datei an, die 'Raster koregistrieren' geschrieben hat.</translation>
  </message>
  <message>
   <source>Give a STRIDE up to the tile size.</source>
   <translation>Geben Sie ein STRIDE bis zur Kachelgröße an.</translation>
  </message>
  <message>
   <source>Give a TILE_SIZE.</source>
   <translation>Geben Sie ein TILE_SIZE an.</translation>
  </message>
  <message>
   <source>Give a file of weights.</source>
   <translation>Geben Sie eine Datei mit Gewichten an.</translation>
  </message>
  <message>
   <source>Give a file that the extraction of keypoints has written.</source>
   <translation>Geben Sie eine Datei an, die die Suche nach Merkmalspunkten geschrieben hat.</translation>
  </message>
  <message>
   <source>Give a file that training it has written.</source>
   <translation>Geben Sie eine Datei an, die sein Training geschrieben hat.</translation>
  </message>
  <message>
   <source>Give a folder of samples, as `generate` writes them.</source>
   <translation>Geben Sie einen Ordner von Beispielen an, wie `generate` sie schreibt.</translation>
  </message>
  <message>
   <source>Give a folder with a folder for each class, and tiles in these.</source>
   <translation>Geben Sie einen Ordner mit einem Ordner je Klasse an, und Kacheln in diesen.</translation>
  </message>
  <message>
   <source>Give a folder with a folder for each class.</source>
   <translation>Geben Sie einen Ordner mit einem Ordner je Klasse an.</translation>
  </message>
  <message>
   <source>Give a folder with files START-END.npz.</source>
   <translation>Geben Sie einen Ordner mit Dateien START-END.npz an.</translation>
  </message>
  <message>
   <source>Give a folder with files such as {0}.</source>
   <translation>Geben Sie einen Ordner mit Dateien wie {0} an.</translation>
  </message>
  <message>
   <source>Give a folder with two folders or more, one for each class.</source>
   <translation>Geben Sie einen Ordner mit zwei oder mehr Ordnern an, einem je Klasse.</translation>
  </message>
  <message>
   <source>Give a larger STRIDE.</source>
   <translation>Geben Sie ein größeres STRIDE an.</translation>
  </message>
  <message>
   <source>Give a layer made by 'Find tie points', or a .points file as GCPS_FILE.</source>
   <translation>Geben Sie einen Layer an, den 'Passpunkte finden' gemacht hat, oder als GCPS_FILE eine .points-Datei.</translation>
  </message>
  <message>
   <source>Give a layer made by 'Find tie points'.</source>
   <translation>Geben Sie einen Layer an, den 'Passpunkte finden' gemacht hat.</translation>
  </message>
  <message>
   <source>Give a pixel size greater than zero.</source>
   <translation>Geben Sie eine Pixelgröße über null an.</translation>
  </message>
  <message>
   <source>Give a row for every pair.</source>
   <translation>Geben Sie für jedes Paar eine Zeile an.</translation>
  </message>
  <message>
   <source>Give a size and a stride of at least 1 px, and a share above 0 and up to 1.</source>
   <translation>Geben Sie eine Größe und eine Schrittweite von mindestens 1 px an, und einen Anteil über 0 und bis 1.</translation>
  </message>
  <message>
   <source>Give a smaller MAX_OFFSET, or an EXTENT around the right place.</source>
   <translation>Geben Sie ein kleineres MAX_OFFSET oder ein EXTENT um den richtigen Ort an.</translation>
  </message>
  <message>
   <source>Give a smaller TILE_SIZE, larger polygons, or both classes for each of them.</source>
   <translation>Geben Sie ein kleineres TILE_SIZE an, größere Polygone, oder für jedes von ihnen beide Klassen.</translation>
  </message>
  <message>
   <source>Give a smaller TILE_SIZE, or allow gaps with LEAST_VALID.</source>
   <translation>Geben Sie ein kleineres TILE_SIZE an, oder lassen Sie mit LEAST_VALID Lücken zu.</translation>
  </message>
  <message>
   <source>Give a smaller TILE_SIZE.</source>
   <translation>Geben Sie ein kleineres TILE_SIZE an.</translation>
  </message>
  <message>
   <source>Give a split with some, or more tiles.</source>
   <translation>Geben Sie eine Aufteilung mit solchen an, oder mehr Kacheln.</translation>
  </message>
  <message>
   <source>Give a state dict.</source>
   <translation>Geben Sie ein state dict an.</translation>
  </message>
  <message>
   <source>Give a step at least, and one of: {0}.</source>
   <translation>Geben Sie mindestens einen Schritt an, und eines von: {0}.</translation>
  </message>
  <message>
   <source>Give a tie-point layer.</source>
   <translation>Geben Sie einen Passpunktlayer an.</translation>
  </message>
  <message>
   <source>Give a whole number for each pair.</source>
   <translation>Geben Sie für jedes Paar eine ganze Zahl an.</translation>
  </message>
  <message>
   <source>Give an image of 8 or 16 bits.</source>
   <translation>Geben Sie ein Bild mit 8 oder 16 Bit an.</translation>
  </message>
  <message>
   <source>Give as many of both, and at least one.</source>
   <translation>Geben Sie von beiden gleich viele an, und mindestens eine.</translation>
  </message>
  <message>
   <source>Give at least 1.</source>
   <translation>Geben Sie mindestens 1 an.</translation>
  </message>
  <message>
   <source>Give at least 2.</source>
   <translation>Geben Sie mindestens 2 an.</translation>
  </message>
  <message>
   <source>Give at least {0} pixels a side at a level.</source>
   <translation>Geben Sie mindestens {0} Pixel je Seite und Stufe an.</translation>
  </message>
  <message>
   <source>Give data of one list, and settings that name the same.</source>
   <translation>Geben Sie Daten mit einer Liste an, und Einstellungen, die dieselbe nennen.</translation>
  </message>
  <message>
   <source>Give each scale at half the one before.</source>
   <translation>Geben Sie jeden Maßstab halb so groß an wie den vorigen.</translation>
  </message>
  <message>
   <source>Give every class another name, without ; and #.</source>
   <translation>Geben Sie jeder Klasse einen anderen Namen, ohne ; und #.</translation>
  </message>
  <message>
   <source>Give exactly one of TIEPOINTS and GCPS_FILE.</source>
   <translation>Geben Sie genau eines von TIEPOINTS und GCPS_FILE an.</translation>
  </message>
  <message>
   <source>Give exactly one of them.</source>
   <translation>Geben Sie genau eines von ihnen an.</translation>
  </message>
  <message>
   <source>Give fewer FOLDS, or more tiles.</source>
   <translation>Geben Sie weniger FOLDS an, oder mehr Kacheln.</translation>
  </message>
  <message>
   <source>Give fewer polygons, or a lower SIDE.</source>
   <translation>Geben Sie weniger Polygone an, oder ein kleineres SIDE.</translation>
  </message>
  <message>
   <source>Give fewer rasters or polygons.</source>
   <translation>Geben Sie weniger Raster oder Polygone an.</translation>
  </message>
  <message>
   <source>Give images with sides that are multiples of {0} pixels.</source>
   <translation>Geben Sie Bilder an, deren Seiten Vielfache von {0} Pixeln sind.</translation>
  </message>
  <message>
   <source>Give inputs of {0} and templates of {1} pixels in three bands, and four corners.</source>
   <translation>Geben Sie Eingaben von {0} und Ausschnitte von {1} Pixeln in drei Kanälen an, und vier Ecken.</translation>
  </message>
  <message>
   <source>Give it another id.</source>
   <translation>Geben Sie ihm eine andere Kennung.</translation>
  </message>
  <message>
   <source>Give it another name, or remove it.</source>
   <translation>Geben Sie ihr einen anderen Namen, oder entfernen Sie sie.</translation>
  </message>
  <message>
   <source>Give it for every finest cell.</source>
   <translation>Geben Sie sie für jede feinste Zelle an.</translation>
  </message>
  <message>
   <source>Give its settings, or train from scratch.</source>
   <translation>Geben Sie seine Einstellungen an, oder trainieren Sie von Grund auf.</translation>
  </message>
  <message>
   <source>Give labels of the legend.</source>
   <translation>Geben Sie Klassennummern der Legende an.</translation>
  </message>
  <message>
   <source>Give larger or more rasters (at least {0} x {1} pixels), or some SCENES.</source>
   <translation>Geben Sie größere oder mehr Raster an (mindestens {0} x {1} Pixel) oder einige SCENES.</translation>
  </message>
  <message>
   <source>Give larger polygons of two classes or more, or a smaller TILE_SIZE.</source>
   <translation>Geben Sie größere Polygone von zwei oder mehr Klassen an, oder ein kleineres TILE_SIZE.</translation>
  </message>
  <message>
   <source>Give larger rasters, or a smaller TILE_SIZE.</source>
   <translation>Geben Sie größere Raster an, oder ein kleineres TILE_SIZE.</translation>
  </message>
  <message>
   <source>Give larger tiles.</source>
   <translation>Geben Sie größere Kacheln an.</translation>
  </message>
  <message>
   <source>Give maps of one size, smaller windows.</source>
   <translation>Geben Sie gleich große Karten an, und kleinere Fenster.</translation>
  </message>
  <message>
   <source>Give more MINUTES, or a smaller BATCH.</source>
   <translation>Geben Sie mehr MINUTES an, oder ein kleineres BATCH.</translation>
  </message>
  <message>
   <source>Give more pairs, or other shares.</source>
   <translation>Geben Sie mehr Paare an, oder andere Anteile.</translation>
  </message>
  <message>
   <source>Give more points.</source>
   <translation>Geben Sie mehr Punkte an.</translation>
  </message>
  <message>
   <source>Give more tiles, or a larger VALIDATION_SHARE.</source>
   <translation>Geben Sie mehr Kacheln an, oder ein größeres VALIDATION_SHARE.</translation>
  </message>
  <message>
   <source>Give more tiles.</source>
   <translation>Geben Sie mehr Kacheln an.</translation>
  </message>
  <message>
   <source>Give more, some of which are kept for validation.</source>
   <translation>Geben Sie mehr an, von denen einige zum Validieren behalten werden.</translation>
  </message>
  <message>
   <source>Give one above 0 and at most 1.</source>
   <translation>Geben Sie eines über 0 und höchstens 1 an.</translation>
  </message>
  <message>
   <source>Give one band, (rows, cols) each, with sides that are multiples of {0} pixels.</source>
   <translation>Geben Sie einen Kanal an, je (rows, cols), mit Seiten, die Vielfache von {0} Pixeln sind.</translation>
  </message>
  <message>
   <source>Give one band, or red, green and blue.</source>
   <translation>Geben Sie einen Kanal an, oder Rot, Grün und Blau.</translation>
  </message>
  <message>
   <source>Give one label for every point.</source>
   <translation>Geben Sie für jeden Punkt eine Nummer an.</translation>
  </message>
  <message>
   <source>Give one of them.</source>
   <translation>Geben Sie eines von ihnen an.</translation>
  </message>
  <message>
   <source>Give one or more numbers above 0.</source>
   <translation>Geben Sie eine oder mehrere Zahlen über 0 an.</translation>
  </message>
  <message>
   <source>Give one position for each.</source>
   <translation>Geben Sie für jeden eine Position an.</translation>
  </message>
  <message>
   <source>Give one that 'Train hash model' has written.</source>
   <translation>Geben Sie eine an, die 'Hash-Modell trainieren' geschrieben hat.</translation>
  </message>
  <message>
   <source>Give one that ends in .{0}.</source>
   <translation>Geben Sie eine an, die auf .{0} endet.</translation>
  </message>
  <message>
   <source>Give one that ends in {0}.</source>
   <translation>Geben Sie eine an, die auf {0} endet.</translation>
  </message>
  <message>
   <source>Give one that the preparation has written.</source>
   <translation>Geben Sie eine an, die die Vorbereitung geschrieben hat.</translation>
  </message>
  <message>
   <source>Give one weight for every point.</source>
   <translation>Geben Sie für jeden Punkt ein Gewicht an.</translation>
  </message>
  <message>
   <source>Give one x and one y for every point.</source>
   <translation>Geben Sie für jeden Punkt ein x und ein y an.</translation>
  </message>
  <message>
   <source>Give other rasters, a smaller TILE_SIZE, or a smaller LEAST_VALID.</source>
   <translation>Geben Sie andere Raster, ein kleineres TILE_SIZE oder ein kleineres LEAST_VALID an.</translation>
  </message>
  <message>
   <source>Give polygons of two classes or more.</source>
   <translation>Geben Sie Polygone von zwei oder mehr Klassen an.</translation>
  </message>
  <message>
   <source>Give rasters of at least {0} x {1} pixels that are not mostly nodata.</source>
   <translation>Geben Sie Raster von mindestens {0} x {1} Pixeln an, die nicht größtenteils leer sind.</translation>
  </message>
  <message>
   <source>Give rasters that overlap, and look at their nodata values.</source>
   <translation>Geben Sie Raster an, die sich überlappen, und sehen Sie sich ihre Leerwerte an.</translation>
  </message>
  <message>
   <source>Give rasters to align, or a folder of them.</source>
   <translation>Geben Sie auszurichtende Raster an, oder einen Ordner von ihnen.</translation>
  </message>
  <message>
   <source>Give red, green and blue, or one grey band.</source>
   <translation>Geben Sie Rot, Grün und Blau an, oder einen grauen Kanal.</translation>
  </message>
  <message>
   <source>Give smaller blocks.</source>
   <translation>Geben Sie kleinere Blöcke an.</translation>
  </message>
  <message>
   <source>Give smaller windows, larger polygons, or polygons of the same places on both dates.</source>
   <translation>Geben Sie kleinere Fenster an, größere Polygone, oder Polygone derselben Orte zu beiden Zeitpunkten.</translation>
  </message>
  <message>
   <source>Give some that are not trained on.</source>
   <translation>Geben Sie einige an, auf denen nicht trainiert wird.</translation>
  </message>
  <message>
   <source>Give the area that is searched for, or the whole as QUERY_IMAGE.</source>
   <translation>Geben Sie die Fläche an, die gesucht wird, oder das Ganze als QUERY_IMAGE.</translation>
  </message>
  <message>
   <source>Give the folder of one data set, which holds level_one, level_two and level_three.</source>
   <translation>Geben Sie den Ordner eines Datensatzes an, der level_one, level_two und level_three enthält.</translation>
  </message>
  <message>
   <source>Give the folder of prepared training layers.</source>
   <translation>Geben Sie den Ordner vorbereiteter Trainingslayer an.</translation>
  </message>
  <message>
   <source>Give the folder that holds model.ckpt.index and model.ckpt.data-00000-of-00001 of a network with VGG-16.</source>
   <translation>Geben Sie den Ordner an, der model.ckpt.index und model.ckpt.data-00000-of-00001 eines Netzes mit VGG-16 enthält.</translation>
  </message>
  <message>
   <source>Give the folder that was split.</source>
   <translation>Geben Sie den Ordner an, der aufgeteilt wurde.</translation>
  </message>
  <message>
   <source>Give the maps of the same levels.</source>
   <translation>Geben Sie die Karten derselben Stufen an.</translation>
  </message>
  <message>
   <source>Give the name of a file.</source>
   <translation>Geben Sie den Namen einer Datei an.</translation>
  </message>
  <message>
   <source>Give the path of a file.</source>
   <translation>Geben Sie den Pfad einer Datei an.</translation>
  </message>
  <message>
   <source>Give the point layer made by 'Find tie points'.</source>
   <translation>Geben Sie den Punktlayer an, den 'Passpunkte finden' gemacht hat.</translation>
  </message>
  <message>
   <source>Give the raster on which the area is looked at.</source>
   <translation>Geben Sie das Raster an, auf dem die Fläche angesehen wird.</translation>
  </message>
  <message>
   <source>Give the same bits and widths, or another model to start from.</source>
   <translation>Geben Sie dieselben Bits und Breiten an, oder ein anderes Ausgangsmodell.</translation>
  </message>
  <message>
   <source>Give the same number of both.</source>
   <translation>Geben Sie von beiden gleich viele an.</translation>
  </message>
  <message>
   <source>Give the same number of each.</source>
   <translation>Geben Sie von jedem gleich viele an.</translation>
  </message>
  <message>
   <source>Give the same rasters, or another folder, or remove this one.</source>
   <translation>Geben Sie dieselben Raster an, oder einen anderen Ordner, oder entfernen Sie diesen.</translation>
  </message>
  <message>
   <source>Give the same, or another folder, or remove this one.</source>
   <translation>Geben Sie dieselben an, oder einen anderen Ordner, oder entfernen Sie diesen.</translation>
  </message>
  <message>
   <source>Give the split file, or FOLDS.</source>
   <translation>Geben Sie die Aufteilungsdatei an, oder FOLDS.</translation>
  </message>
  <message>
   <source>Give the text files that belong to the samples, as `generate` writes them.</source>
   <translation>Geben Sie die Textdateien an, die zu den Beispielen gehören, wie `generate` sie schreibt.</translation>
  </message>
  <message>
   <source>Give their side, or let maps be averaged.</source>
   <translation>Geben Sie ihre Seite an, oder lassen Sie die Karten mitteln.</translation>
  </message>
  <message>
   <source>Give three numbers that add up to 1.</source>
   <translation>Geben Sie drei Zahlen an, die zusammen 1 ergeben.</translation>
  </message>
  <message>
   <source>Give tiles of more classes.</source>
   <translation>Geben Sie Kacheln von mehr Klassen an.</translation>
  </message>
  <message>
   <source>Give tiles of one size.</source>
   <translation>Geben Sie gleich große Kacheln an.</translation>
  </message>
  <message>
   <source>Give tiles of the index or of earlier results.</source>
   <translation>Geben Sie Kacheln des Index oder früherer Ergebnisse an.</translation>
  </message>
  <message>
   <source>Give tiles of this index, or of results that were found in it as it is now.</source>
   <translation>Geben Sie Kacheln dieses Index an oder von Ergebnissen, die in ihm gefunden wurden, wie er jetzt ist.</translation>
  </message>
  <message>
   <source>Give uint8 (rows, cols) or (rows, cols, 3).</source>
   <translation>Geben Sie uint8 (rows, cols) oder (rows, cols, 3) an.</translation>
  </message>
  <message>
   <source>Give what was split.</source>
   <translation>Geben Sie an, was aufgeteilt wurde.</translation>
  </message>
  <message>
   <source>Give {0}.</source>
   <translation>Geben Sie {0} an.</translation>
  </message>
  <message>
   <source>Give: {0}.</source>
   <translation>Geben Sie an: {0}.</translation>
  </message>
  <message>
   <source>Hash networks are trained anew for each fold, their encoder is not: if it was trained on these tiles, figures flatter.</source>
   <translation>Hash-Netze werden für jeden Teil neu trainiert, ihr Kodierer nicht: Wurde er an diesen Kacheln trainiert, schmeicheln die Zahlen.</translation>
  </message>
  <message>
   <source>Histogram</source>
   <translation>Histogramm</translation>
  </message>
  <message>
   <source>IR-MAD of {0} and {1} bands after {2} iterations, canonical correlations {3}</source>
   <translation>IR-MAD von {0} und {1} Kanälen nach {2} Iterationen, kanonische Korrelationen {3}</translation>
  </message>
  <message>
   <source>IR-MAD, as they are not single bands with speckle</source>
   <translation>IR-MAD, da es keine einzelnen Kanäle mit Speckle sind</translation>
  </message>
  <message>
   <source>Import it again.</source>
   <translation>Importieren Sie es noch einmal.</translation>
  </message>
  <message>
   <source>Import one FILE with MODEL.</source>
   <translation>Importieren Sie mit MODEL ein einzelnes FILE.</translation>
  </message>
  <message>
   <source>Import the published file again.</source>
   <translation>Importieren Sie die veröffentlichte Datei noch einmal.</translation>
  </message>
  <message>
   <source>Import what was published again, or train anew.</source>
   <translation>Importieren Sie noch einmal, was veröffentlicht wurde, oder trainieren Sie neu.</translation>
  </message>
  <message>
   <source>In no tile that could be searched there is anything to see.</source>
   <translation>Auf keiner Kachel, die durchsucht werden könnte, ist etwas zu sehen.</translation>
  </message>
  <message>
   <source>Install Tiepoint anew.</source>
   <translation>Installieren Sie Tiepoint neu.</translation>
  </message>
  <message>
   <source>Install faiss-cpu there, or choose ENGINE = auto.</source>
   <translation>Installieren Sie dort faiss-cpu, oder wählen Sie ENGINE = auto.</translation>
  </message>
  <message>
   <source>Install the plugin again.</source>
   <translation>Installieren Sie die Erweiterung noch einmal.</translation>
  </message>
  <message>
   <source>It holds another network.</source>
   <translation>Sie enthält ein anderes Netz.</translation>
  </message>
  <message>
   <source>It needs {0}.</source>
   <translation>Gebraucht wird {0}.</translation>
  </message>
  <message>
   <source>Its .index and its .data files belong together.</source>
   <translation>Seine .index- und seine .data-Dateien gehören zusammen.</translation>
  </message>
  <message>
   <source>Its kind, '{0}', is none that is used.</source>
   <translation>Seine Art, '{0}', ist keine, die verwendet wird.</translation>
  </message>
  <message>
   <source>Joining changed pixels</source>
   <translation>Veränderte Pixel werden verbunden</translation>
  </message>
  <message>
   <source>Keypoints of an image {0} with a validity {1} cannot be extracted.</source>
   <translation>Merkmalspunkte eines Bildes {0} mit einer Gültigkeit {1} können nicht gesucht werden.</translation>
  </message>
  <message>
   <source>LAST_LAYER is given, but the network of dense is trained whole.</source>
   <translation>LAST_LAYER ist angegeben, aber das Netz von dense wird als Ganzes trainiert.</translation>
  </message>
  <message>
   <source>Labels are 1 to {0}; leave out what is not known, which is 0.</source>
   <translation>Klassen sind 1 bis {0}; lassen Sie aus, was nicht bekannt ist, also 0.</translation>
  </message>
  <message>
   <source>Learned features find {0} % of the place as it was: the dates differ nearly everywhere, by season, light, sensor or change. What is marked is where they differ most, which need not be change. Take dates of one season, or look at every area.</source>
   <translation>Gelernte Merkmale finden {0} % des Ortes so vor, wie er war: Die Zeitpunkte unterscheiden sich fast überall, durch Jahreszeit, Licht, Sensor oder Veränderung. Markiert ist, wo sie sich am meisten unterscheiden; das muss keine Veränderung sein. Nehmen Sie Zeitpunkte derselben Jahreszeit, oder sehen Sie sich jede Fläche an.</translation>
  </message>
  <message>
   <source>Leave CHANNELS and WIDTH empty, or train from scratch.</source>
   <translation>Lassen Sie CHANNELS und WIDTH leer, oder trainieren Sie von Grund auf.</translation>
  </message>
  <message>
   <source>Leave FEATURES out.</source>
   <translation>Lassen Sie FEATURES weg.</translation>
  </message>
  <message>
   <source>Leave MODEL empty for the weights that ship, or train anew.</source>
   <translation>Lassen Sie MODEL leer, dann werden die mitgelieferten Gewichte benutzt, oder trainieren Sie neu.</translation>
  </message>
  <message>
   <source>Leave REFERENCE empty.</source>
   <translation>Lassen Sie REFERENCE leer.</translation>
  </message>
  <message>
   <source>Leave TRANSFORM at auto.</source>
   <translation>Lassen Sie TRANSFORM auf auto.</translation>
  </message>
  <message>
   <source>Leave WIDTH empty, or train from scratch.</source>
   <translation>Lassen Sie WIDTH leer, oder trainieren Sie von Grund auf.</translation>
  </message>
  <message>
   <source>Leave each tile in one part.</source>
   <translation>Lassen Sie jede Kachel in einem Teil.</translation>
  </message>
  <message>
   <source>Leave it empty.</source>
   <translation>Lassen Sie es leer.</translation>
  </message>
  <message>
   <source>Leave it in one of them.</source>
   <translation>Lassen Sie sie in einem von ihnen.</translation>
  </message>
  <message>
   <source>Leave it out, or train cnn-matching.</source>
   <translation>Lassen Sie es weg, oder trainieren Sie cnn-matching.</translation>
  </message>
  <message>
   <source>Leave it out.</source>
   <translation>Lassen Sie sie weg.</translation>
  </message>
  <message>
   <source>Leave out points without features.</source>
   <translation>Lassen Sie Punkte ohne Merkmale weg.</translation>
  </message>
  <message>
   <source>Leave something for the test.</source>
   <translation>Lassen Sie etwas für den Test übrig.</translation>
  </message>
  <message>
   <source>Leave them out, or choose compat.</source>
   <translation>Lassen Sie sie weg, oder wählen Sie compat.</translation>
  </message>
  <message>
   <source>Left out: {0}</source>
   <translation>Ausgelassen: {0}</translation>
  </message>
  <message>
   <source>Let FEATURELESS be keep.</source>
   <translation>Setzen Sie FEATURELESS auf keep.</translation>
  </message>
  <message>
   <source>Let it end in {0}.</source>
   <translation>Lassen Sie den Namen auf {0} enden.</translation>
  </message>
  <message>
   <source>Let its name end in .html or .png.</source>
   <translation>Sein Name soll auf .html oder .png enden.</translation>
  </message>
  <message>
   <source>Let its name end in .tif.</source>
   <translation>Sein Name soll auf .tif enden.</translation>
  </message>
  <message>
   <source>Let its name end in {0}.</source>
   <translation>Sein Name soll auf {0} enden.</translation>
  </message>
  <message>
   <source>Let the name end in .tif.</source>
   <translation>Der Name soll auf .tif enden.</translation>
  </message>
  <message>
   <source>Let the name end in {0}.</source>
   <translation>Der Name soll auf {0} enden.</translation>
  </message>
  <message>
   <source>Log-ratio of local means of speckled bands ({0})</source>
   <translation>Log-Verhältnis örtlicher Mittel von Kanälen mit Speckle ({0})</translation>
  </message>
  <message>
   <source>Look at the network's weights and at the image's values.</source>
   <translation>Sehen Sie sich die Gewichte des Netzes und die Werte des Bildes an.</translation>
  </message>
  <message>
   <source>Look for speckle</source>
   <translation>Nach Speckle wird gesucht</translation>
  </message>
  <message>
   <source>Looking again where nothing was found</source>
   <translation>Wo nichts gefunden wurde, wird noch einmal nachgesehen</translation>
  </message>
  <message>
   <source>Looking at raster {0} of {1}</source>
   <translation>Raster {0} von {1} wird angesehen</translation>
  </message>
  <message>
   <source>Looking at the example</source>
   <translation>Das Beispiel wird angesehen</translation>
  </message>
  <message>
   <source>Looking at the tiles that are given</source>
   <translation>Die angegebenen Kacheln werden angesehen</translation>
  </message>
  <message>
   <source>Looking at tiles: {0} of {1}</source>
   <translation>Kacheln angesehen: {0} von {1}</translation>
  </message>
  <message>
   <source>Looking at {0}</source>
   <translation>{0} wird angesehen</translation>
  </message>
  <message>
   <source>Looking for change: {0} of {1} tiles</source>
   <translation>Nach Veränderung gesucht: {0} von {1} Kacheln</translation>
  </message>
  <message>
   <source>Looking for keypoints at scale {0}</source>
   <translation>Merkmalspunkte im Maßstab {0} werden gesucht</translation>
  </message>
  <message>
   <source>Lower BATCH.</source>
   <translation>Verkleinern Sie BATCH.</translation>
  </message>
  <message>
   <source>Lower RATE.</source>
   <translation>Verkleinern Sie RATE.</translation>
  </message>
  <message>
   <source>Lower the ratio.</source>
   <translation>Verkleinern Sie das Verhältnis.</translation>
  </message>
  <message>
   <source>MODEL names one model, but FOLDER holds any number.</source>
   <translation>MODEL nennt ein Modell, aber FOLDER enthält beliebig viele.</translation>
  </message>
  <message>
   <source>Make it executable or name another one.</source>
   <translation>Machen Sie es ausführbar oder nennen Sie ein anderes.</translation>
  </message>
  <message>
   <source>Make the picture smaller.</source>
   <translation>Machen Sie das Bild kleiner.</translation>
  </message>
  <message>
   <source>Maps of tiles of any size cannot be flattened.</source>
   <translation>Karten von Kacheln beliebiger Größe können nicht aneinandergereiht werden.</translation>
  </message>
  <message>
   <source>Matched are bands {0} of the reference and {1} of the target, the best of {2} pairs.</source>
   <translation>Zugeordnet werden die Kanäle {0} der Referenz und {1} des Ziels, die besten von {2} Paaren.</translation>
  </message>
  <message>
   <source>Matching SIFT keypoints</source>
   <translation>SIFT-Merkmalspunkte werden zugeordnet</translation>
  </message>
  <message>
   <source>Matching at 1:{0}</source>
   <translation>Vergleich im Maßstab 1:{0}</translation>
  </message>
  <message>
   <source>Matching keypoints</source>
   <translation>Merkmalspunkte werden zugeordnet</translation>
  </message>
  <message>
   <source>Method {0}, as asked.</source>
   <translation>Verfahren {0}, wie verlangt.</translation>
  </message>
  <message>
   <source>Method {0}: its tie points agree best on a sample ({1}).</source>
   <translation>Verfahren {0}: Seine Passpunkte stimmen auf einer Stichprobe am besten überein ({1}).</translation>
  </message>
  <message>
   <source>More than {0} tiles of {1} px cannot be held.</source>
   <translation>Mehr als {0} Kacheln von {1} px haben keinen Platz.</translation>
  </message>
  <message>
   <source>Name a Python interpreter that has the packages of requirements.txt.</source>
   <translation>Nennen Sie einen Python-Interpreter, der die Pakete von requirements.txt hat.</translation>
  </message>
  <message>
   <source>Name a Python interpreter, 3.9 or newer, that has the packages of requirements.txt. {0}</source>
   <translation>Nennen Sie ein Python, 3.9 oder neuer, das die Pakete von requirements.txt hat. {0}</translation>
  </message>
  <message>
   <source>Name another Python interpreter, or try again when the computer is less busy.</source>
   <translation>Nennen Sie ein anderes Python, oder versuchen Sie es wieder, wenn der Rechner weniger zu tun hat.</translation>
  </message>
  <message>
   <source>Name one of them, for example {0}.</source>
   <translation>Nennen Sie eines von ihnen, zum Beispiel {0}.</translation>
  </message>
  <message>
   <source>Name the parts it has, or train from scratch.</source>
   <translation>Nennen Sie die Teile, die es hat, oder trainieren Sie von Grund auf.</translation>
  </message>
  <message>
   <source>Neither raster has a position, and their sizes differ: {0} x {1} and {2} x {3} pixels.</source>
   <translation>Keines der Raster hat eine Lage, und ihre Größen sind verschieden: {0} x {1} und {2} x {3} Pixel.</translation>
  </message>
  <message>
   <source>Neither raster has a position: they are compared pixel by pixel.</source>
   <translation>Keines der Raster hat eine Lage: Sie werden Pixel für Pixel verglichen.</translation>
  </message>
  <message>
   <source>No band of {0} was chosen.</source>
   <translation>Von {0} wurde kein Kanal gewählt.</translation>
  </message>
  <message>
   <source>No classes are known: right is what shows the same place, in another view or on another date. How well codes tell kinds of land apart is not measured by that.</source>
   <translation>Es sind keine Klassen bekannt: Richtig ist, was denselben Ort zeigt, in anderer Ansicht oder zu einem anderen Zeitpunkt. Wie gut Codes Arten von Land unterscheiden, ist damit nicht gemessen.</translation>
  </message>
  <message>
   <source>No figures say how to prepare an image for this network: {0}.</source>
   <translation>Keine Angaben sagen, wie ein Bild für dieses Netz vorzubereiten ist: {0}.</translation>
  </message>
  <message>
   <source>No file in {0} could be imported.</source>
   <translation>Keine Datei in {0} konnte importiert werden.</translation>
  </message>
  <message>
   <source>No geotransform in the reference's CRS places the pixels: it would be {0} pixels off.</source>
   <translation>Keine Geotransformation im KBS der Referenz setzt die Pixel an ihren Ort: Sie läge {0} Pixel daneben.</translation>
  </message>
  <message>
   <source>No manifest knows a model '{0}'.</source>
   <translation>Kein Modellverzeichnis kennt ein Modell '{0}'.</translation>
  </message>
  <message>
   <source>No part of the target can be placed on the reference.</source>
   <translation>Kein Teil des auszurichtenden Rasters findet Platz auf der Referenz.</translation>
  </message>
  <message>
   <source>No picture of tiles of {0}: {1}</source>
   <translation>Kein Bild der Kacheln von {0}: {1}</translation>
  </message>
  <message>
   <source>No raster holds a tile.</source>
   <translation>Kein Raster enthält eine Kachel.</translation>
  </message>
  <message>
   <source>No tie point of the layer is enabled.</source>
   <translation>Kein Passpunkt des Layers ist eingeschaltet.</translation>
  </message>
  <message>
   <source>No tile carries enough data.</source>
   <translation>Keine Kachel trägt genug Daten.</translation>
  </message>
  <message>
   <source>No tile of the index fulfils the conditions of date, raster and area.</source>
   <translation>Keine Kachel des Index erfüllt die Bedingungen an Datum, Raster und Fläche.</translation>
  </message>
  <message>
   <source>No tile of {0} holds enough data for a heat map.</source>
   <translation>Keine Kachel von {0} enthält genug Daten für eine Wärmekarte.</translation>
  </message>
  <message>
   <source>No tile of {0} px carries data in both rasters throughout.</source>
   <translation>Keine Kachel von {0} px trägt in beiden Rastern durchgehend Daten.</translation>
  </message>
  <message>
   <source>No tile of {0} px is covered to {1} by one class on both dates.</source>
   <translation>Keine Kachel von {0} px wird zu beiden Zeitpunkten zu {1} von einer Klasse bedeckt.</translation>
  </message>
  <message>
   <source>No transform fits the {0} accepted tie points: {1}.</source>
   <translation>Keine Transformation passt zu den {0} angenommenen Passpunkten: {1}.</translation>
  </message>
  <message>
   <source>No usable pair of {0} pixels was found in {1} tries: the layers are too small or mostly empty.</source>
   <translation>Kein brauchbares Paar von {0} Pixeln wurde in {1} Versuchen gefunden: Die Layer sind zu klein oder größtenteils leer.</translation>
  </message>
  <message>
   <source>No usable window of {0} pixels was found in {1} tries: the layers are too small or mostly empty.</source>
   <translation>Kein brauchbares Fenster von {0} Pixeln wurde in {1} Versuchen gefunden: Die Layer sind zu klein oder größtenteils leer.</translation>
  </message>
  <message>
   <source>No weights of the backbone {0} are published.</source>
   <translation>Für das Grundnetz {0} sind keine Gewichte veröffentlicht.</translation>
  </message>
  <message>
   <source>No window of {0} px fits into images of {1} x {2} px.</source>
   <translation>Kein Fenster von {0} px passt in Bilder von {1} x {2} px.</translation>
  </message>
  <message>
   <source>No window of {0} px is covered to {1} by one class on both dates.</source>
   <translation>Kein Fenster von {0} px wird zu beiden Zeitpunkten zu {1} von einer Klasse bedeckt.</translation>
  </message>
  <message>
   <source>None of the {0} rasters can be trained on: {1}.</source>
   <translation>An keinem der {0} Raster kann trainiert werden: {1}.</translation>
  </message>
  <message>
   <source>None of the {0} rasters could be aligned. {1}: {2}</source>
   <translation>Keines der {0} Raster konnte ausgerichtet werden. {1}: {2}</translation>
  </message>
  <message>
   <source>None of the {0} tie points moves as its neighbours do.</source>
   <translation>Keiner der {0} Passpunkte bewegt sich wie seine Nachbarn.</translation>
  </message>
  <message>
   <source>None of the {0} tiles that were searched fulfils the conditions.</source>
   <translation>Keine der {0} durchsuchten Kacheln erfüllt die Bedingungen.</translation>
  </message>
  <message>
   <source>Nothing can be compared: where one raster carries data the other does not, or MASK covers it.</source>
   <translation>Nichts kann verglichen werden: Wo das eine Raster Daten trägt, trägt das andere keine, oder MASK bedeckt es.</translation>
  </message>
  <message>
   <source>Nothing says what is searched for.</source>
   <translation>Nichts sagt, was gesucht wird.</translation>
  </message>
  <message>
   <source>Nothing says which part of {0} '{1}' is needed.</source>
   <translation>Nichts sagt, welcher Teil von {0} '{1}' gebraucht wird.</translation>
  </message>
  <message>
   <source>Nothing tells where the tiles lie: they are divided at random, and tiles beside each other may lie in different parts, which makes the figures look better than they are.</source>
   <translation>Nichts sagt, wo die Kacheln liegen: Sie werden zufällig aufgeteilt, und benachbarte Kacheln können in verschiedenen Teilen liegen, was die Kennzahlen besser aussehen lässt, als sie sind.</translation>
  </message>
  <message>
   <source>Nothing was trained on of {0}: the model will not know it.</source>
   <translation>Von {0} wurde nichts trainiert: Das Modell wird es nicht kennen.</translation>
  </message>
  <message>
   <source>Number of a band</source>
   <translation>Nummer eines Kanals</translation>
  </message>
  <message>
   <source>OUTPUT {0} is no name for a model.</source>
   <translation>OUTPUT {0} ist kein Name für ein Modell.</translation>
  </message>
  <message>
   <source>Of such tiles that touch each other only the best is listed; FEATURELESS = keep lists all.</source>
   <translation>Von solchen Kacheln, die sich berühren, ist nur die beste aufgeführt; FEATURELESS = keep führt alle auf.</translation>
  </message>
  <message>
   <source>Of {0} points no {1} agree within {2} on a {3}.</source>
   <translation>Von {0} Punkten passen keine {1} innerhalb von {2} zu einer Transformation der Art {3}.</translation>
  </message>
  <message>
   <source>One of the rasters has no coordinate reference system.</source>
   <translation>Eines der Raster hat kein Koordinatenbezugssystem.</translation>
  </message>
  <message>
   <source>One of the two, not both.</source>
   <translation>Eines von beiden, nicht beide.</translation>
  </message>
  <message>
   <source>Only {0} of {1} features could be written to {2}.</source>
   <translation>Nur {0} von {1} Objekten konnten nach {2} geschrieben werden.</translation>
  </message>
  <message>
   <source>Opening raster {0} of {1}</source>
   <translation>Raster {0} von {1} wird geöffnet</translation>
  </message>
  <message>
   <source>Opening the index</source>
   <translation>Der Index wird geöffnet</translation>
  </message>
  <message>
   <source>Opening the model</source>
   <translation>Das Modell wird geöffnet</translation>
  </message>
  <message>
   <source>Opening the model and the rasters</source>
   <translation>Das Modell und die Raster werden geöffnet</translation>
  </message>
  <message>
   <source>Opening the rasters</source>
   <translation>Die Raster werden geöffnet</translation>
  </message>
  <message>
   <source>Outside of Tiepoint, and only if you trust the file, keep its tensors alone: {0} and import {1}-plain.pth.</source>
   <translation>Außerhalb von Tiepoint, und nur wenn Sie der Datei vertrauen, behalten Sie ihre Tensoren allein: {0} und importieren {1}-plain.pth.</translation>
  </message>
  <message>
   <source>Outside of Tiepoint, and only if you trust the file, turn it into arrays without pickle: {0} and import {1}.npz.</source>
   <translation>Außerhalb von Tiepoint, und nur wenn Sie der Datei vertrauen, machen Sie Felder ohne pickle daraus: {0} und importieren {1}.npz.</translation>
  </message>
  <message>
   <source>POLYGONS need the RASTERS they lie on.</source>
   <translation>POLYGONS brauchen die RASTERS, auf denen sie liegen.</translation>
  </message>
  <message>
   <source>Pairs of tiles: {0}; {1} classes.</source>
   <translation>Paare von Kacheln: {0}; {1} Klassen.</translation>
  </message>
  <message>
   <source>Pictures of {0} x {1} and {2} x {3} pixels cannot be compared.</source>
   <translation>Bilder von {0} x {1} und {2} x {3} Pixeln können nicht verglichen werden.</translation>
  </message>
  <message>
   <source>Pixels cannot be kept with the transform '{0}'.</source>
   <translation>Pixel können mit der Transformation '{0}' nicht erhalten bleiben.</translation>
  </message>
  <message>
   <source>Placed by {0}: {1} of {2} independent areas agree.</source>
   <translation>Verortet durch {0}: {1} von {2} unabhängigen Flächen stimmen überein.</translation>
  </message>
  <message>
   <source>Please report this.</source>
   <translation>Bitte melden Sie dies.</translation>
  </message>
  <message>
   <source>Point {0} of the GCP file {1} is not mapX, mapY, sourceX, sourceY.</source>
   <translation>Punkt {0} der Passpunktdatei {1} ist nicht mapX, mapY, sourceX, sourceY.</translation>
  </message>
  <message>
   <source>Prepare them anew.</source>
   <translation>Bereiten Sie sie neu vor.</translation>
  </message>
  <message>
   <source>Prepare them together.</source>
   <translation>Bereiten Sie sie zusammen vor.</translation>
  </message>
  <message>
   <source>Put them into a folder for each class, or name them as agricultural07.tif or airport_12.jpg.</source>
   <translation>Legen Sie sie in einen Ordner je Klasse, oder nennen Sie sie wie agricultural07.tif oder airport_12.jpg.</translation>
  </message>
  <message>
   <source>QGIS and the engine may come from different versions of Tiepoint: restart QGIS.</source>
   <translation>QGIS und die Rechenumgebung gehören vielleicht zu verschiedenen Versionen von Tiepoint: Starten Sie QGIS neu.</translation>
  </message>
  <message>
   <source>QGIS has lost the definition of the coordinate system '{0}'.</source>
   <translation>QGIS hat die Definition des Koordinatensystems '{0}' verloren.</translation>
  </message>
  <message>
   <source>QUERY_EXTENT is given without QUERY_RASTER.</source>
   <translation>QUERY_EXTENT ist ohne QUERY_RASTER angegeben.</translation>
  </message>
  <message>
   <source>QUERY_EXTENT {0} lies outside {1}, which covers {2},{3},{4},{5}.</source>
   <translation>QUERY_EXTENT {0} liegt außerhalb von {1}, das {2},{3},{4},{5} bedeckt.</translation>
  </message>
  <message>
   <source>QUERY_RASTER is given without QUERY_EXTENT.</source>
   <translation>QUERY_RASTER ist ohne QUERY_EXTENT angegeben.</translation>
  </message>
  <message>
   <source>REFERENCE and TARGET are the same raster.</source>
   <translation>REFERENCE und TARGET sind dasselbe Raster.</translation>
  </message>
  <message>
   <source>REMOVE_MISSING is about an index that is there already.</source>
   <translation>REMOVE_MISSING betrifft einen Index, den es schon gibt.</translation>
  </message>
  <message>
   <source>RETRAIN is about folds, of which there are none.</source>
   <translation>RETRAIN betrifft Teile der Kreuzvalidierung, aber es gibt keine.</translation>
  </message>
  <message>
   <source>Re-weight</source>
   <translation>Gewichte anpassen</translation>
  </message>
  <message>
   <source>Reading block {0} of {1}</source>
   <translation>Block {0} von {1} wird gelesen</translation>
  </message>
  <message>
   <source>Reading the GCP file</source>
   <translation>Die Passpunktdatei wird gelesen</translation>
  </message>
  <message>
   <source>Reading the rasters</source>
   <translation>Die Raster werden gelesen</translation>
  </message>
  <message>
   <source>Reading the tie points</source>
   <translation>Die Passpunkte werden gelesen</translation>
  </message>
  <message>
   <source>Reading the tiles</source>
   <translation>Die Kacheln werden gelesen</translation>
  </message>
  <message>
   <source>Reading {0}</source>
   <translation>{0} wird gelesen</translation>
  </message>
  <message>
   <source>Registering cells</source>
   <translation>Zellen werden registriert</translation>
  </message>
  <message>
   <source>Registering points</source>
   <translation>Punkte werden registriert</translation>
  </message>
  <message>
   <source>Registration of point sets needs at least 3 pairs, there are {0}.</source>
   <translation>Die Registrierung von Punktmengen braucht mindestens 3 Paare, es sind {0}.</translation>
  </message>
  <message>
   <source>Remove it and install the plugin again.</source>
   <translation>Entfernen Sie sie und installieren Sie die Erweiterung noch einmal.</translation>
  </message>
  <message>
   <source>Remove it, and get the published file.</source>
   <translation>Entfernen Sie sie, und besorgen Sie die veröffentlichte Datei.</translation>
  </message>
  <message>
   <source>Remove the points without coordinates.</source>
   <translation>Entfernen Sie die Punkte ohne Koordinaten.</translation>
  </message>
  <message>
   <source>Remove these points from the file.</source>
   <translation>Entfernen Sie diese Punkte aus der Datei.</translation>
  </message>
  <message>
   <source>Rename one of them.</source>
   <translation>Benennen Sie eine von ihnen um.</translation>
  </message>
  <message>
   <source>Repair the layer's geometries.</source>
   <translation>Reparieren Sie die Geometrien des Layers.</translation>
  </message>
  <message>
   <source>Report this as a defect.</source>
   <translation>Melden Sie dies als Fehler.</translation>
  </message>
  <message>
   <source>Resample instead of keeping the pixels.</source>
   <translation>Rechnen Sie um, statt die Pixel zu erhalten.</translation>
  </message>
  <message>
   <source>Residuals are those of one transform.</source>
   <translation>Restfehler sind die einer einzelnen Transformation.</translation>
  </message>
  <message>
   <source>Row {0} of {1}</source>
   <translation>Zeile {0} von {1}</translation>
  </message>
  <message>
   <source>Run 'Fetch model' with MODEL={0}, or get {1} elsewhere</source>
   <translation>Rufen Sie 'Modell holen' mit MODEL={0} auf, oder besorgen Sie {1} anderswo</translation>
  </message>
  <message>
   <source>START_MODEL and FROM_SCRATCH contradict each other.</source>
   <translation>START_MODEL und FROM_SCRATCH widersprechen sich.</translation>
  </message>
  <message>
   <source>STRIDE is {0} px, more than the tile size of {1} px of {2}.</source>
   <translation>STRIDE ist {0} px, mehr als die Kachelgröße von {1} px von {2}.</translation>
  </message>
  <message>
   <source>STRIDE is {0} px, more than the tile size of {1} px: the ground between tiles would not be found.</source>
   <translation>STRIDE ist {0} px, mehr als die Kachelgröße von {1} px: Der Boden zwischen den Kacheln würde nicht gefunden.</translation>
  </message>
  <message>
   <source>STRIDE is {0} px, more than the tile size of {1} px: the ground between tiles would not be looked at.</source>
   <translation>STRIDE ist {0} px, mehr als die Kachelgröße von {1} px: Der Boden zwischen den Kacheln würde nicht angesehen.</translation>
  </message>
  <message>
   <source>Sample '{0}' has input, template and corners of the shapes {1}, {2} and {3}.</source>
   <translation>Beispiel '{0}' hat Eingabe, Ausschnitt und Ecken der Formen {1}, {2} und {3}.</translation>
  </message>
  <message>
   <source>Save it to a file with that CRS.</source>
   <translation>Speichern Sie es als Datei mit diesem KBS.</translation>
  </message>
  <message>
   <source>Save numbers.</source>
   <translation>Speichern Sie Zahlen.</translation>
  </message>
  <message>
   <source>Save plain arrays with numpy.savez.</source>
   <translation>Speichern Sie reine Zahlenfelder mit numpy.savez.</translation>
  </message>
  <message>
   <source>Save the arrays by name with numpy.savez, and import the .npz file.</source>
   <translation>Speichern Sie die Felder mit Namen mit numpy.savez, und importieren Sie die .npz-Datei.</translation>
  </message>
  <message>
   <source>Scale of logarithms</source>
   <translation>Skala von Logarithmen</translation>
  </message>
  <message>
   <source>Searching the target's place</source>
   <translation>Der Ort des auszurichtenden Rasters wird gesucht</translation>
  </message>
  <message>
   <source>Searching {0} tiles</source>
   <translation>{0} Kacheln werden durchsucht</translation>
  </message>
  <message>
   <source>Seed {0}: {1}</source>
   <translation>Startwert {0}: {1}</translation>
  </message>
  <message>
   <source>Select some, or leave it empty.</source>
   <translation>Wählen Sie einige aus, oder lassen Sie es leer.</translation>
  </message>
  <message>
   <source>Separate names by semicolons; a colour may follow as #RRGGBB.</source>
   <translation>Trennen Sie Namen durch Strichpunkte; eine Farbe darf als #RRGGBB folgen.</translation>
  </message>
  <message>
   <source>Set ALIGN to coregister{0}, or ALIGN to off to compare them as they lie.</source>
   <translation>Setzen Sie ALIGN auf coregister{0} oder ALIGN auf off, um sie zu vergleichen, wie sie liegen.</translation>
  </message>
  <message>
   <source>Set KEEP_PIXELS to false, or reproject the reference to the target's CRS first.</source>
   <translation>Setzen Sie KEEP_PIXELS auf false, oder transformieren Sie zuerst die Referenz in das KBS des auszurichtenden Rasters.</translation>
  </message>
  <message>
   <source>Set TRANSFORM to {0}, or KEEP_PIXELS to false.</source>
   <translation>Setzen Sie TRANSFORM auf {0}, oder KEEP_PIXELS auf false.</translation>
  </message>
  <message>
   <source>Set it up in Settings &gt; Options &gt; Tiepoint, or install the packages of requirements.txt into that Python.</source>
   <translation>Richten Sie sie unter Einstellungen &gt; Optionen &gt; Tiepoint ein, oder installieren Sie die Pakete von requirements.txt in dieses Python.</translation>
  </message>
  <message>
   <source>Size caps are given, but nothing limits the size.</source>
   <translation>Größengrenzen sind angegeben, aber nichts beschränkt die Größe.</translation>
  </message>
  <message>
   <source>So do {0} more rasters.</source>
   <translation>Ebenso {0} weitere Raster.</translation>
  </message>
  <message>
   <source>Some features of the {0} are not finite.</source>
   <translation>Einige Merkmale ({0}) sind keine endlichen Zahlen.</translation>
  </message>
  <message>
   <source>Some of the points or of their distances are not finite numbers.</source>
   <translation>Einige der Punkte oder ihrer Abstände sind keine endlichen Zahlen.</translation>
  </message>
  <message>
   <source>Some of the points or weights are not finite numbers.</source>
   <translation>Einige der Punkte oder Gewichte sind keine endlichen Zahlen.</translation>
  </message>
  <message>
   <source>Some weights are negative.</source>
   <translation>Einige Gewichte sind negativ.</translation>
  </message>
  <message>
   <source>Spread at least three points over the raster.</source>
   <translation>Verteilen Sie mindestens drei Punkte über das Raster.</translation>
  </message>
  <message>
   <source>Step {0}, which validated best, on {1} tiles of the {2}: mAP@{3} {4}, precision {5}, by chance {6}.</source>
   <translation>Schritt {0}, der am besten validierte, an {1} Kacheln ({2}): mAP@{3} {4}, Präzision {5}, durch Zufall {6}.</translation>
  </message>
  <message>
   <source>Step {0}: {1}{2}</source>
   <translation>Schritt {0}: {1}{2}</translation>
  </message>
  <message>
   <source>Stopped at step {0}; {1} keeps what has been learned.</source>
   <translation>Angehalten bei Schritt {0}; {1} behält, was gelernt wurde.</translation>
  </message>
  <message>
   <source>TARGETS is missing.</source>
   <translation>TARGETS fehlt.</translation>
  </message>
  <message>
   <source>THRESHOLD is '{0}', neither auto nor a number from 0 to 1.</source>
   <translation>THRESHOLD ist '{0}', weder auto noch eine Zahl von 0 bis 1.</translation>
  </message>
  <message>
   <source>TIEPOINTS is missing.</source>
   <translation>TIEPOINTS fehlt.</translation>
  </message>
  <message>
   <source>TILES and RASTERS are different kinds of data.</source>
   <translation>TILES und RASTERS sind verschiedene Arten von Daten.</translation>
  </message>
  <message>
   <source>TRAIN_SHARE and VALIDATION_SHARE are {0} and {1}, more than all.</source>
   <translation>TRAIN_SHARE und VALIDATION_SHARE sind {0} und {1}, mehr als alles.</translation>
  </message>
  <message>
   <source>Take a model of 1 to {0} bits.</source>
   <translation>Nehmen Sie ein Modell mit 1 bis {0} Bits.</translation>
  </message>
  <message>
   <source>Target and reference have {0} and {1} channels.</source>
   <translation>Auszurichtendes Raster und Referenz haben {0} und {1} Kanäle.</translation>
  </message>
  <message>
   <source>Testing</source>
   <translation>Test</translation>
  </message>
  <message>
   <source>The GCP file {0} cannot be read.</source>
   <translation>Die Passpunktdatei {0} kann nicht gelesen werden.</translation>
  </message>
  <message>
   <source>The GCP file {0} has coordinates that are not finite numbers.</source>
   <translation>Die Passpunktdatei {0} hat Koordinaten, die keine endlichen Zahlen sind.</translation>
  </message>
  <message>
   <source>The GCP file {0} holds no points.</source>
   <translation>Die Passpunktdatei {0} enthält keine Punkte.</translation>
  </message>
  <message>
   <source>The GCP file {0} names no CRS.</source>
   <translation>Die Passpunktdatei {0} nennt kein KBS.</translation>
  </message>
  <message>
   <source>The accuracy cannot be told from so few tie points: none is left to check with.</source>
   <translation>Die Genauigkeit ist aus so wenigen Passpunkten nicht zu sagen: Es bleibt keiner zum Prüfen.</translation>
  </message>
  <message>
   <source>The alignment was not checked, as asked.</source>
   <translation>Die Ausrichtung wurde nicht geprüft, wie verlangt.</translation>
  </message>
  <message>
   <source>The archive is to be {0}, but there is no SPLIT that says what that is.</source>
   <translation>Das Archiv soll {0} sein, aber es gibt kein SPLIT, das sagt, was das ist.</translation>
  </message>
  <message>
   <source>The backbone {0} cannot see images of {1} pixels.</source>
   <translation>Das Grundnetz {0} kann Bilder von {1} Pixeln nicht sehen.</translation>
  </message>
  <message>
   <source>The checkpoint {0} cannot be read: {1}.</source>
   <translation>Der Zwischenstand {0} kann nicht gelesen werden: {1}.</translation>
  </message>
  <message>
   <source>The checkpoint {0} cannot be written: {1}.</source>
   <translation>Der Zwischenstand {0} kann nicht geschrieben werden: {1}.</translation>
  </message>
  <message>
   <source>The checkpoint {0} lacks a file: {1}.</source>
   <translation>Dem Zwischenstand {0} fehlt eine Datei: {1}.</translation>
  </message>
  <message>
   <source>The class of {0} of {1} tiles in {2} is not known.</source>
   <translation>Die Klasse von {0} der {1} Kacheln in {2} ist nicht bekannt.</translation>
  </message>
  <message>
   <source>The codes find less than the encoder's features alone ({0} instead of {1}): give more BITS, tiles or STEPS.</source>
   <translation>Die Codes finden weniger als die Merkmale des Kodierers allein ({0} statt {1}): Geben Sie mehr BITS, Kacheln oder STEPS.</translation>
  </message>
  <message>
   <source>The conversions are: {0}, none.</source>
   <translation>Die Umwandlungen sind: {0}, none.</translation>
  </message>
  <message>
   <source>The conversions of folders are: {0}.</source>
   <translation>Die Umwandlungen von Ordnern sind: {0}.</translation>
  </message>
  <message>
   <source>The coordinate systems {0} and {1} cannot be related.</source>
   <translation>Die Koordinatensysteme {0} und {1} können nicht aufeinander bezogen werden.</translation>
  </message>
  <message>
   <source>The corrected grid has {0} x {1} pixels, the raster {2} x {3}.</source>
   <translation>Das berichtigte Gitter hat {0} x {1} Pixel, das Raster {2} x {3}.</translation>
  </message>
  <message>
   <source>The creation option '{0}' is not of the form NAME=VALUE.</source>
   <translation>Die Erzeugungsoption '{0}' hat nicht die Form NAME=WERT.</translation>
  </message>
  <message>
   <source>The data have {0} lists of classes.</source>
   <translation>Die Daten haben {0} Listen von Klassen.</translation>
  </message>
  <message>
   <source>The device has too little memory for {0} samples at once.</source>
   <translation>Das Rechengerät hat zu wenig Speicher für {0} Beispiele zugleich.</translation>
  </message>
  <message>
   <source>The encoder makes {0} features, not {1}.</source>
   <translation>Der Kodierer macht {0} Merkmale, nicht {1}.</translation>
  </message>
  <message>
   <source>The engine cannot read the request {0}.</source>
   <translation>Die Rechenumgebung kann die Anfrage {0} nicht lesen.</translation>
  </message>
  <message>
   <source>The engine crashed{0}.</source>
   <translation>Die Rechenumgebung ist abgestürzt{0}.</translation>
  </message>
  <message>
   <source>The engine does not know the request '{0}'.</source>
   <translation>Die Rechenumgebung kennt die Anfrage '{0}' nicht.</translation>
  </message>
  <message>
   <source>The engine ended with exit code {0} before it answered.</source>
   <translation>Die Rechenumgebung endete mit Code {0}, bevor sie antwortete.</translation>
  </message>
  <message>
   <source>The engine failed with an unexpected {0}: {1}.</source>
   <translation>Die Rechenumgebung scheiterte mit einem unerwarteten {0}: {1}.</translation>
  </message>
  <message>
   <source>The engine gave no answer.</source>
   <translation>Die Rechenumgebung gab keine Antwort.</translation>
  </message>
  <message>
   <source>The engine has not written the layer it was asked for.</source>
   <translation>Die Rechenumgebung hat den Layer, der verlangt war, nicht geschrieben.</translation>
  </message>
  <message>
   <source>The engine ran out of memory.</source>
   <translation>Der Rechenumgebung ging der Speicher aus.</translation>
  </message>
  <message>
   <source>The engine sent a message of unknown type '{0}'.</source>
   <translation>Die Rechenumgebung sandte eine Nachricht unbekannter Art, '{0}'.</translation>
  </message>
  <message>
   <source>The engine speaks protocol version {0}, the plugin version {1}.</source>
   <translation>Die Rechenumgebung spricht Protokollversion {0}, die Erweiterung Version {1}.</translation>
  </message>
  <message>
   <source>The engine was killed while it worked, most likely because memory ran out.</source>
   <translation>Die Rechenumgebung wurde bei der Arbeit beendet, wahrscheinlich weil der Speicher ausging.</translation>
  </message>
  <message>
   <source>The engine's Python cannot load '{0}' (package {1}): {2}.</source>
   <translation>Das Python der Rechenumgebung kann '{0}' nicht laden (Paket {1}): {2}.</translation>
  </message>
  <message>
   <source>The engine's Python lacks '{0}' (package {1}).</source>
   <translation>Dem Python der Rechenumgebung fehlt '{0}' (Paket {1}).</translation>
  </message>
  <message>
   <source>The engine's Python {0} from {1} does not exist.</source>
   <translation>Das Python der Rechenumgebung {0} ({1}) gibt es nicht.</translation>
  </message>
  <message>
   <source>The engine's Python {0} from {1} is not executable.</source>
   <translation>Das Python der Rechenumgebung {0} ({1}) ist nicht ausführbar.</translation>
  </message>
  <message>
   <source>The evidence does not support an alignment: {0} of {1} independent areas agree ({2} of {3} tie points).</source>
   <translation>Die Belege stützen keine Ausrichtung: {0} von {1} unabhängigen Flächen stimmen überein ({2} von {3} Passpunkten).</translation>
  </message>
  <message>
   <source>The exchanged table of distances needs equally many cells on both sides, all with data.</source>
   <translation>Die Abstandstabelle mit vertauschten Seiten braucht auf beiden Seiten gleich viele Zellen, alle mit Daten.</translation>
  </message>
  <message>
   <source>The extent '{0}' is empty.</source>
   <translation>Die Ausdehnung '{0}' ist leer.</translation>
  </message>
  <message>
   <source>The extent '{0}' is not four numbers.</source>
   <translation>Die Ausdehnung '{0}' sind keine vier Zahlen.</translation>
  </message>
  <message>
   <source>The extent cannot be expressed in {0}: {1}.</source>
   <translation>Die Ausdehnung kann nicht in {0} ausgedrückt werden: {1}.</translation>
  </message>
  <message>
   <source>The extent does not lie on the reference raster.</source>
   <translation>Die Ausdehnung liegt nicht auf dem Referenzraster.</translation>
  </message>
  <message>
   <source>The extent {0}, {1}, {2}, {3} is not a rectangle.</source>
   <translation>Die Ausdehnung {0}, {1}, {2}, {3} ist kein Rechteck.</translation>
  </message>
  <message>
   <source>The features of the {0} have the shapes {1}.</source>
   <translation>Die Merkmale ({0}) haben die Formen {1}.</translation>
  </message>
  <message>
   <source>The features of {0} cannot be passed on: {1}.</source>
   <translation>Die Objekte von {0} können nicht weitergegeben werden: {1}.</translation>
  </message>
  <message>
   <source>The fields of {0} cannot be read ({1}).</source>
   <translation>Die Felder von {0} können nicht gelesen werden ({1}).</translation>
  </message>
  <message>
   <source>The fields {0} and {1} name {2} of the two classes that are needed.</source>
   <translation>Die Felder {0} und {1} nennen {2} der zwei Klassen, die gebraucht werden.</translation>
  </message>
  <message>
   <source>The file is damaged or of another kind: get it again.</source>
   <translation>Die Datei ist beschädigt oder von anderer Art: Besorgen Sie sie noch einmal.</translation>
  </message>
  <message>
   <source>The file is damaged: get it again.</source>
   <translation>Die Datei ist beschädigt: Besorgen Sie sie noch einmal.</translation>
  </message>
  <message>
   <source>The file is not a solution.</source>
   <translation>Die Datei ist keine Lösung.</translation>
  </message>
  <message>
   <source>The file {0} is damaged: its sha256 is not that of its card {1}.</source>
   <translation>Die Datei {0} ist beschädigt: Ihr sha256 ist nicht der ihrer Karte {1}.</translation>
  </message>
  <message>
   <source>The file {0} is not the model {1}.</source>
   <translation>Die Datei {0} ist nicht das Modell {1}.</translation>
  </message>
  <message>
   <source>The file {0} of the model {1} is damaged.</source>
   <translation>Die Datei {0} des Modells {1} ist beschädigt.</translation>
  </message>
  <message>
   <source>The file {0} of the model {1} is missing.</source>
   <translation>Die Datei {0} des Modells {1} fehlt.</translation>
  </message>
  <message>
   <source>The files are damaged or of another kind: get them again.</source>
   <translation>Die Dateien sind beschädigt oder von anderer Art: Besorgen Sie sie noch einmal.</translation>
  </message>
  <message>
   <source>The folder {0} cannot be made: {1}.</source>
   <translation>Der Ordner {0} kann nicht angelegt werden: {1}.</translation>
  </message>
  <message>
   <source>The folder {0} cannot be read: {1}.</source>
   <translation>Der Ordner {0} kann nicht gelesen werden: {1}.</translation>
  </message>
  <message>
   <source>The folder {0} from {1} holds no Python interpreter ({2}).</source>
   <translation>Der Ordner {0} ({1}) enthält kein Python: {2}.</translation>
  </message>
  <message>
   <source>The gallery {0} is neither a page nor a picture.</source>
   <translation>Die Galerie {0} ist weder eine Seite noch ein Bild.</translation>
  </message>
  <message>
   <source>The geotransform {0} has no inverse.</source>
   <translation>Die Geotransformation {0} hat keine Umkehrung.</translation>
  </message>
  <message>
   <source>The hash model {0} has other settings than {1}.</source>
   <translation>Das Hash-Modell {0} hat andere Einstellungen als {1}.</translation>
  </message>
  <message>
   <source>The hash model {0} was trained on another version of the encoder {1}.</source>
   <translation>Das Hash-Modell {0} wurde auf einer anderen Version des Kodierers {1} trainiert.</translation>
  </message>
  <message>
   <source>The hash model {0} was trained on the encoder {1}, not on {2}.</source>
   <translation>Das Hash-Modell {0} wurde auf dem Kodierer {1} trainiert, nicht auf {2}.</translation>
  </message>
  <message>
   <source>The image of {0} x {1} pixels is too small for its levels.</source>
   <translation>Das Bild von {0} x {1} Pixeln ist zu klein für seine Stufen.</translation>
  </message>
  <message>
   <source>The index does not say which model it was made with.</source>
   <translation>Der Index sagt nicht, mit welchem Modell er angelegt wurde.</translation>
  </message>
  <message>
   <source>The index {0} holds no tile.</source>
   <translation>Der Index {0} enthält keine Kachel.</translation>
  </message>
  <message>
   <source>The index {0} was made with the model {1} ({2} bits), not with {3}{4} ({5} bits).</source>
   <translation>Der Index {0} wurde mit dem Modell {1} ({2} Bits) angelegt, nicht mit {3}{4} ({5} Bits).</translation>
  </message>
  <message>
   <source>The index {0} was written by a newer version of Tiepoint.</source>
   <translation>Der Index {0} wurde von einer neueren Version von Tiepoint geschrieben.</translation>
  </message>
  <message>
   <source>The jobs are: {0}.</source>
   <translation>Die Aufgaben sind: {0}.</translation>
  </message>
  <message>
   <source>The label {0} cannot be read: {1}.</source>
   <translation>Die Beschriftung {0} kann nicht gelesen werden: {1}.</translation>
  </message>
  <message>
   <source>The label {0} has no list 'location' of {1} corners.</source>
   <translation>Die Beschriftung {0} hat keine Liste 'location' von {1} Ecken.</translation>
  </message>
  <message>
   <source>The label {0} has no number '{1}' where it is expected.</source>
   <translation>Die Beschriftung {0} hat keine Zahl '{1}', wo sie erwartet wird.</translation>
  </message>
  <message>
   <source>The layer cannot be written: {0}.</source>
   <translation>Der Layer kann nicht geschrieben werden: {0}.</translation>
  </message>
  <message>
   <source>The layer {0} does not hold points only.</source>
   <translation>Der Layer {0} enthält nicht nur Punkte.</translation>
  </message>
  <message>
   <source>The layer {0} is not a tie-point layer: it has no {1}.</source>
   <translation>Der Layer {0} ist kein Passpunktlayer: Es fehlt {1}.</translation>
  </message>
  <message>
   <source>The levels {0} are no scales.</source>
   <translation>Die Stufen {0} sind keine Maßstäbe.</translation>
  </message>
  <message>
   <source>The manifest {0} cannot be read: {1}.</source>
   <translation>Das Verzeichnis {0} kann nicht gelesen werden: {1}.</translation>
  </message>
  <message>
   <source>The manifest {0} describes '{1}', which is known already.</source>
   <translation>Das Verzeichnis {0} beschreibt '{1}', das schon bekannt ist.</translation>
  </message>
  <message>
   <source>The misregistration cannot be measured ({0}). It is not known: {1}, which is all that speaks for their alignment.</source>
   <translation>Die Fehllage kann nicht gemessen werden ({0}). Sie ist nicht bekannt: {1}, das ist alles, was für ihre Ausrichtung spricht.</translation>
  </message>
  <message>
   <source>The misregistration could not be measured; it is not known.</source>
   <translation>Die Fehllage konnte nicht gemessen werden; sie ist nicht bekannt.</translation>
  </message>
  <message>
   <source>The model finds less than before ({0} within 3 px instead of {1}): give more rasters or time, or a lower RATE.</source>
   <translation>Das Modell findet weniger als zuvor ({0} auf 3 px genau statt {1}): Geben Sie mehr Raster oder Zeit, oder eine niedrigere RATE.</translation>
  </message>
  <message>
   <source>The model has no networks that guess a place.</source>
   <translation>Das Modell hat keine Netze, die einen Ort schätzen.</translation>
  </message>
  <message>
   <source>The model places less than before ({0} within 3 px instead of {1}): give more rasters or time, or a lower RATE.</source>
   <translation>Das Modell bringt weniger unter als zuvor ({0} auf 3 px genau statt {1}): Geben Sie mehr Raster oder Zeit, oder eine niedrigere RATE.</translation>
  </message>
  <message>
   <source>The model sees tiles of any size, and says nothing of the ground they show.</source>
   <translation>Das Modell sieht Kacheln jeder Größe und sagt nichts über den Boden, den sie zeigen.</translation>
  </message>
  <message>
   <source>The model was trained on another split than this: tiles of its test may have been trained on.</source>
   <translation>Das Modell wurde mit einer anderen Aufteilung als dieser trainiert: An Kacheln seines Tests kann trainiert worden sein.</translation>
  </message>
  <message>
   <source>The model {0} cannot be fetched: {1} is published on a page only.</source>
   <translation>Das Modell {0} kann nicht geholt werden: {1} ist nur auf einer Seite veröffentlicht.</translation>
  </message>
  <message>
   <source>The model {0} has a width of {1}, not {2}.</source>
   <translation>Das Modell {0} hat eine Breite von {1}, nicht {2}.</translation>
  </message>
  <message>
   <source>The model {0} has no part {1}.</source>
   <translation>Das Modell {0} hat keinen Teil {1}.</translation>
  </message>
  <message>
   <source>The model {0} has {1} channels in its first block, not {2}.</source>
   <translation>Das Modell {0} hat {1} Kanäle in seinem ersten Block, nicht {2}.</translation>
  </message>
  <message>
   <source>The model {0} has {1} {2}, not {3}.</source>
   <translation>Das Modell {0} hat {1} {2}, nicht {3}.</translation>
  </message>
  <message>
   <source>The model {0} has {1}, not {2}.</source>
   <translation>Das Modell {0} hat {1}, nicht {2}.</translation>
  </message>
  <message>
   <source>The model {0} is not here: its {1} {2}{3} has not been fetched or imported.</source>
   <translation>Das Modell {0} ist nicht hier: {1} {2}{3} wurde weder geholt noch importiert.</translation>
  </message>
  <message>
   <source>The model {0} is {1}, not for {2}.</source>
   <translation>Das Modell {0} ist {1}, nicht für {2}.</translation>
  </message>
  <message>
   <source>The network cannot see images of the shape {0}.</source>
   <translation>Das Netz kann Bilder der Form {0} nicht sehen.</translation>
  </message>
  <message>
   <source>The network cannot see tiles of the shapes {0} and {1}.</source>
   <translation>Das Netz kann Kacheln der Formen {0} und {1} nicht sehen.</translation>
  </message>
  <message>
   <source>The network sees three bands, the image has the shape {0}.</source>
   <translation>Das Netz sieht drei Kanäle, das Bild hat die Form {0}.</translation>
  </message>
  <message>
   <source>The networks cannot see images of the shape {0}.</source>
   <translation>Die Netze können Bilder der Form {0} nicht sehen.</translation>
  </message>
  <message>
   <source>The networks cannot see {0} bands.</source>
   <translation>Die Netze können {0} Kanäle nicht sehen.</translation>
  </message>
  <message>
   <source>The objective corrfusion needs the fusion.</source>
   <translation>Das Ziel corrfusion braucht die Verschmelzung.</translation>
  </message>
  <message>
   <source>The options are: {0}.</source>
   <translation>Die Optionen sind: {0}.</translation>
  </message>
  <message>
   <source>The output folder {0} is a folder of rasters to align.</source>
   <translation>Der Ausgabeordner {0} ist ein Ordner auszurichtender Raster.</translation>
  </message>
  <message>
   <source>The output would be empty: no pixel of it lies on the target.</source>
   <translation>Die Ausgabe wäre leer: Kein Pixel von ihr liegt auf dem auszurichtenden Raster.</translation>
  </message>
  <message>
   <source>The output would have {0} x {1} pixels.</source>
   <translation>Die Ausgabe hätte {0} x {1} Pixel.</translation>
  </message>
  <message>
   <source>The output {0} is also an input.</source>
   <translation>Die Ausgabe {0} ist auch eine Eingabe.</translation>
  </message>
  <message>
   <source>The output {0} is no GeoPackage.</source>
   <translation>Die Ausgabe {0} ist kein GeoPackage.</translation>
  </message>
  <message>
   <source>The output {0} is not a GeoTIFF.</source>
   <translation>Die Ausgabe {0} ist kein GeoTIFF.</translation>
  </message>
  <message>
   <source>The parts of the thin-plate spline do not belong together.</source>
   <translation>Die Teile des Thin-Plate-Splines gehören nicht zusammen.</translation>
  </message>
  <message>
   <source>The pixel size {0} x {1} is not positive.</source>
   <translation>Die Pixelgröße {0} x {1} ist nicht positiv.</translation>
  </message>
  <message>
   <source>The pixels are as long as those of the raster after, {0} times those of the raster before, which are averaged.</source>
   <translation>Die Pixel sind so lang wie die des Rasters nachher, {0}-mal die des Rasters vorher, die gemittelt werden.</translation>
  </message>
  <message>
   <source>The pixels are those of the raster before.</source>
   <translation>Die Pixel sind die des Rasters vorher.</translation>
  </message>
  <message>
   <source>The pixels are those of the raster before; those of the raster after, {0} times as long, are averaged.</source>
   <translation>Die Pixel sind die des Rasters vorher; die des Rasters nachher, {0}-mal so lang, werden gemittelt.</translation>
  </message>
  <message>
   <source>The plugin was updated while QGIS was running: restart QGIS.</source>
   <translation>Die Erweiterung wurde aktualisiert, während QGIS lief: Starten Sie QGIS neu.</translation>
  </message>
  <message>
   <source>The points are mostly wrong, or the distortion needs a more flexible transform.</source>
   <translation>Die Punkte sind größtenteils falsch, oder die Verzerrung braucht eine biegsamere Transformation.</translation>
  </message>
  <message>
   <source>The points are wrong, or too sparse for the distortion.</source>
   <translation>Die Punkte sind falsch oder zu dünn gesät für die Verzerrung.</translation>
  </message>
  <message>
   <source>The polygon layer {0} cannot be read ({1}).</source>
   <translation>Der Polygonlayer {0} kann nicht gelesen werden ({1}).</translation>
  </message>
  <message>
   <source>The polygon layer {0} holds a geometry that is damaged: a ring is not closed or a corner is no number.</source>
   <translation>Der Polygonlayer {0} enthält eine beschädigte Geometrie: Ein Ring ist nicht geschlossen oder eine Ecke ist keine Zahl.</translation>
  </message>
  <message>
   <source>The polygon layer {0} holds no polygon.</source>
   <translation>Der Polygonlayer {0} enthält kein Polygon.</translation>
  </message>
  <message>
   <source>The polygons have no field '{0}'.</source>
   <translation>Die Polygone haben kein Feld '{0}'.</translation>
  </message>
  <message>
   <source>The polynomial maps the plane onto a line.</source>
   <translation>Das Polynom bildet die Ebene auf eine Linie ab.</translation>
  </message>
  <message>
   <source>The published file {0} is not needed any more and may be removed.</source>
   <translation>Die veröffentlichte Datei {0} wird nicht mehr gebraucht und darf entfernt werden.</translation>
  </message>
  <message>
   <source>The queries are of the part {0}: the model may have been trained on them.</source>
   <translation>Die Abfragen sind aus dem Teil {0}: Das Modell kann an ihnen trainiert worden sein.</translation>
  </message>
  <message>
   <source>The raster after was moved by {0} px (RMSE) to where it belongs, by {1} and {2}; held-out error {3} px.</source>
   <translation>Das Raster nachher wurde um {0} px (RMSE) dorthin bewegt, wo es hingehört, durch {1} und {2}; Fehler an zurückgehaltenen Punkten {3} px.</translation>
  </message>
  <message>
   <source>The raster after was moved to where it belongs, by {0} and {1}; held-out error {2} px.</source>
   <translation>Das Raster nachher wurde dorthin bewegt, wo es hingehört, durch {0} und {1}; Fehler an zurückgehaltenen Punkten {2} px.</translation>
  </message>
  <message>
   <source>The raster {0} {1}.</source>
   <translation>Das Raster {0} {1}.</translation>
  </message>
  <message>
   <source>The rasters are too small to keep a part of them for validation: all of it is one block.</source>
   <translation>Die Raster sind zu klein, um einen Teil zur Prüfung zurückzuhalten: Alles ist ein Block.</translation>
  </message>
  <message>
   <source>The rasters are too small to keep a part of them: the model is validated on generated scenes only.</source>
   <translation>Die Raster sind zu klein, um einen Teil von ihnen zurückzuhalten: Das Modell wird nur an erzeugten Szenen validiert.</translation>
  </message>
  <message>
   <source>The rasters cannot be aligned: {0}.</source>
   <translation>Die Raster können nicht ausgerichtet werden: {0}.</translation>
  </message>
  <message>
   <source>The rasters cannot be brought into one coordinate system.</source>
   <translation>Die Raster können nicht in ein Koordinatensystem gebracht werden.</translation>
  </message>
  <message>
   <source>The rasters do not overlap: the target lies {0} map units off the reference{1}.</source>
   <translation>Die Raster überlappen sich nicht: Das auszurichtende liegt {0} Karteneinheiten neben der Referenz{1}.</translation>
  </message>
  <message>
   <source>The rasters do not overlap: they lie {0} map units apart.</source>
   <translation>Die Raster überlappen sich nicht: Sie liegen {0} Karteneinheiten auseinander.</translation>
  </message>
  <message>
   <source>The rasters lie {0} px apart (RMSE), measured by {1}.</source>
   <translation>Die Raster liegen {0} px auseinander (RMSE), gemessen mit {1}.</translation>
  </message>
  <message>
   <source>The rasters lie {0} px apart (RMSE; {1} map units; CE90 {2} px), measured to {3} px: that would be taken for change.</source>
   <translation>Die Raster liegen {0} px auseinander (RMSE; {1} Karteneinheiten; CE90 {2} px), gemessen auf {3} px: Das würde für Veränderung gehalten.</translation>
  </message>
  <message>
   <source>The rasters match equally well at two places {0} pixels apart: the texture repeats itself.</source>
   <translation>Die Raster passen an zwei Orten im Abstand von {0} Pixeln gleich gut: Die Textur wiederholt sich.</translation>
  </message>
  <message>
   <source>The rasters overlap by only {0} pixels.</source>
   <translation>Die Raster überlappen sich nur um {0} Pixel.</translation>
  </message>
  <message>
   <source>The rasters overlap by only {0} x {1} pixels.</source>
   <translation>Die Raster überlappen sich nur um {0} x {1} Pixel.</translation>
  </message>
  <message>
   <source>The record of the model '{0}' in a manifest is wrong: {1}.</source>
   <translation>Der Eintrag des Modells '{0}' in einem Verzeichnis ist falsch: {1}.</translation>
  </message>
  <message>
   <source>The record of the transform is damaged ({0}: {1}).</source>
   <translation>Der Eintrag der Transformation ist beschädigt ({0}: {1}).</translation>
  </message>
  <message>
   <source>The reference {0} carries no data where the two could overlap.</source>
   <translation>Die Referenz {0} trägt keine Daten, wo sich die beiden überlappen könnten.</translation>
  </message>
  <message>
   <source>The reference {0} has no CRS, so the target's position means nothing in it.</source>
   <translation>Die Referenz {0} hat kein KBS, sodass die Lage des auszurichtenden Rasters in ihr nichts bedeutet.</translation>
  </message>
  <message>
   <source>The reference {0} is constant in band {1}: nothing can be matched.</source>
   <translation>Die Referenz {0} ist in Kanal {1} konstant: Es gibt nichts zuzuordnen.</translation>
  </message>
  <message>
   <source>The request speaks protocol version {0}, the engine version {1}.</source>
   <translation>Die Anfrage spricht Protokollversion {0}, die Rechenumgebung Version {1}.</translation>
  </message>
  <message>
   <source>The same name means the same place.</source>
   <translation>Derselbe Name bedeutet denselben Ort.</translation>
  </message>
  <message>
   <source>The sample '{0}' has no picture in {1}.</source>
   <translation>Das Beispiel '{0}' hat kein Bild in {1}.</translation>
  </message>
  <message>
   <source>The size of the target's pixels on the reference cannot be found.</source>
   <translation>Die Größe der Pixel des auszurichtenden Rasters auf der Referenz ist nicht zu finden.</translation>
  </message>
  <message>
   <source>The smoothing of a thin-plate spline cannot be {0}.</source>
   <translation>Die Glättung eines Thin-Plate-Splines kann nicht {0} sein.</translation>
  </message>
  <message>
   <source>The solution file is damaged.</source>
   <translation>Die Lösungsdatei ist beschädigt.</translation>
  </message>
  <message>
   <source>The solution has version {0}, this Tiepoint reads up to {1}.</source>
   <translation>Die Lösung hat Version {0}, dieses Tiepoint liest bis {1}.</translation>
  </message>
  <message>
   <source>The solution holds the transform '{0}', not '{1}'.</source>
   <translation>Die Lösung enthält die Transformation '{0}', nicht '{1}'.</translation>
  </message>
  <message>
   <source>The solution was made for another CRS than that of the reference.</source>
   <translation>Die Lösung wurde für ein anderes KBS als das der Referenz gemacht.</translation>
  </message>
  <message>
   <source>The solution {0} cannot be read: {1}.</source>
   <translation>Die Lösung {0} kann nicht gelesen werden: {1}.</translation>
  </message>
  <message>
   <source>The solution {0} is damaged.</source>
   <translation>Die Lösung {0} ist beschädigt.</translation>
  </message>
  <message>
   <source>The solution {0} is not a text file.</source>
   <translation>Die Lösung {0} ist keine Textdatei.</translation>
  </message>
  <message>
   <source>The spline was not fitted to these points.</source>
   <translation>Der Spline wurde nicht an diese Punkte angepasst.</translation>
  </message>
  <message>
   <source>The style {0} cannot be loaded: {1}.</source>
   <translation>Der Stil {0} kann nicht geladen werden: {1}.</translation>
  </message>
  <message>
   <source>The table {0} says why.</source>
   <translation>Die Tabelle {0} sagt, warum.</translation>
  </message>
  <message>
   <source>The target has no position that could be assessed: it has no CRS.</source>
   <translation>Das auszurichtende Raster hat keine Lage, die beurteilt werden könnte: Es hat kein KBS.</translation>
  </message>
  <message>
   <source>The target {0} carries no data where the two could overlap.</source>
   <translation>Das auszurichtende Raster {0} trägt keine Daten, wo sich die beiden überlappen könnten.</translation>
  </message>
  <message>
   <source>The target {0} is constant in band {1}: nothing can be matched.</source>
   <translation>Das auszurichtende Raster {0} ist in Kanal {1} konstant: Es gibt nichts zuzuordnen.</translation>
  </message>
  <message>
   <source>The target's position cannot be expressed in the reference's coordinate system.</source>
   <translation>Die Lage des auszurichtenden Rasters kann nicht im Koordinatensystem der Referenz ausgedrückt werden.</translation>
  </message>
  <message>
   <source>The texture repeats itself every {0} pixels: many places fit equally well.</source>
   <translation>Die Textur wiederholt sich alle {0} Pixel: Viele Orte passen gleich gut.</translation>
  </message>
  <message>
   <source>The tie points cannot be expressed in the reference's CRS.</source>
   <translation>Die Passpunkte können nicht im KBS der Referenz ausgedrückt werden.</translation>
  </message>
  <message>
   <source>The tie points lie on a line or in one place.</source>
   <translation>Die Passpunkte liegen auf einer Linie oder an einem Ort.</translation>
  </message>
  <message>
   <source>The tie points were measured in a georeferenced raster, and {0} is not georeferenced.</source>
   <translation>Die Passpunkte wurden in einem georeferenzierten Raster gemessen, und {0} ist nicht georeferenziert.</translation>
  </message>
  <message>
   <source>The tie-point layer {0} cannot be read.</source>
   <translation>Der Passpunktlayer {0} kann nicht gelesen werden.</translation>
  </message>
  <message>
   <source>The tie-point layer {0} does not exist.</source>
   <translation>Den Passpunktlayer {0} gibt es nicht.</translation>
  </message>
  <message>
   <source>The tile {0} in {1} is of {2} and of {3}.</source>
   <translation>Die Kachel {0} in {1} gehört zu {2} und zu {3}.</translation>
  </message>
  <message>
   <source>The tile {0} is in {1} and in {2}.</source>
   <translation>Die Kachel {0} ist in {1} und in {2}.</translation>
  </message>
  <message>
   <source>The tiles that are given are compared by their codes alone: {0}</source>
   <translation>Die angegebenen Kacheln werden nur nach ihren Codes verglichen: {0}</translation>
  </message>
  <message>
   <source>The tolerance is {0} px.</source>
   <translation>Die Toleranz ist {0} px.</translation>
  </message>
  <message>
   <source>The training has diverged: at step {0} the loss is {1}.</source>
   <translation>Das Training divergiert: Bei Schritt {0} ist der Verlust {1}.</translation>
  </message>
  <message>
   <source>The training in {0} was begun on other layers.</source>
   <translation>Das Training in {0} wurde auf anderen Layern begonnen.</translation>
  </message>
  <message>
   <source>The training in {0} was begun with other settings: {1}.</source>
   <translation>Das Training in {0} wurde mit anderen Einstellungen begonnen: {1}.</translation>
  </message>
  <message>
   <source>The transform</source>
   <translation>Die Transformation</translation>
  </message>
  <message>
   <source>The two rasters share {0} pixels with data, change is not told from fewer than {1}.</source>
   <translation>Die beiden Raster haben {0} Pixel mit Daten gemeinsam, aus weniger als {1} wird Veränderung nicht bestimmt.</translation>
  </message>
  <message>
   <source>The validity of the {0} has the shape {1} instead of {2}.</source>
   <translation>Die Gültigkeit ({0}) hat die Form {1} statt {2}.</translation>
  </message>
  <message>
   <source>The warnings say why, file by file.</source>
   <translation>Die Warnungen sagen für jede Datei, warum.</translation>
  </message>
  <message>
   <source>The warped target would have {0} x {1} pixels, against {2} x {3} before.</source>
   <translation>Das entzerrte Raster hätte {0} x {1} Pixel, gegenüber {2} x {3} vorher.</translation>
  </message>
  <message>
   <source>The {0} have the shape {1} instead of (N, 2).</source>
   <translation>Die Punkte ({0}) haben die Form {1} statt (N, 2).</translation>
  </message>
  <message>
   <source>The {0} tie points do not support a transform: {1}</source>
   <translation>Die {0} Passpunkte stützen keine Transformation: {1}</translation>
  </message>
  <message>
   <source>The {0} transform needs a finite 3x3 matrix.</source>
   <translation>Die Transformation {0} braucht eine endliche 3x3-Matrix.</translation>
  </message>
  <message>
   <source>The {0} transform needs {1} pairs of finite coefficients.</source>
   <translation>Die Transformation {0} braucht {1} Paare endlicher Koeffizienten.</translation>
  </message>
  <message>
   <source>Their names end in {0}.</source>
   <translation>Ihre Namen enden auf {0}.</translation>
  </message>
  <message>
   <source>There are classes beyond {0}.</source>
   <translation>Es gibt Klassen über {0} hinaus.</translation>
  </message>
  <message>
   <source>There are maps of {0} levels of the input and of {1} of the template.</source>
   <translation>Es gibt Karten von {0} Stufen der Eingabe und von {1} des Ausschnitts.</translation>
  </message>
  <message>
   <source>There are no .npz files in {0}.</source>
   <translation>In {0} sind keine .npz-Dateien.</translation>
  </message>
  <message>
   <source>There are no labels in {0}.</source>
   <translation>In {0} sind keine Beschriftungen.</translation>
  </message>
  <message>
   <source>There are no pairs of tiles in {0}.</source>
   <translation>In {0} sind keine Paare von Kacheln.</translation>
  </message>
  <message>
   <source>There are no pairs to validate with.</source>
   <translation>Es gibt keine Paare zum Validieren.</translation>
  </message>
  <message>
   <source>There are no runs to summarise.</source>
   <translation>Es gibt keine Läufe zusammenzufassen.</translation>
  </message>
  <message>
   <source>There are no tiles for the validation.</source>
   <translation>Es gibt keine Kacheln zum Validieren.</translation>
  </message>
  <message>
   <source>There are no tiles for the {0}.</source>
   <translation>Für {0} gibt es keine Kacheln.</translation>
  </message>
  <message>
   <source>There are no tiles in {0}.</source>
   <translation>In {0} sind keine Kacheln.</translation>
  </message>
  <message>
   <source>There are no tiles to validate with.</source>
   <translation>Es gibt keine Kacheln zum Validieren.</translation>
  </message>
  <message>
   <source>There are no tiles.</source>
   <translation>Es gibt keine Kacheln.</translation>
  </message>
  <message>
   <source>There are {0} block labels for {1} points.</source>
   <translation>Es gibt {0} Blocknummern für {1} Punkte.</translation>
  </message>
  <message>
   <source>There are {0} descriptors but {1} positions.</source>
   <translation>Es gibt {0} Deskriptoren, aber {1} Positionen.</translation>
  </message>
  <message>
   <source>There are {0} source points but {1} destination points.</source>
   <translation>Es gibt {0} Ausgangspunkte, aber {1} Zielpunkte.</translation>
  </message>
  <message>
   <source>There are {0} source points, {1} destination points and {2} weights.</source>
   <translation>Es gibt {0} Ausgangspunkte, {1} Zielpunkte und {2} Gewichte.</translation>
  </message>
  <message>
   <source>There are {0} weights for {1} points.</source>
   <translation>Es gibt {0} Gewichte für {1} Punkte.</translation>
  </message>
  <message>
   <source>There is a model '{0}' already, {1}.</source>
   <translation>Es gibt schon ein Modell '{0}', {1}.</translation>
  </message>
  <message>
   <source>There is no CUDA device here that PyTorch can use.</source>
   <translation>Hier ist kein CUDA-Gerät, das PyTorch verwenden kann.</translation>
  </message>
  <message>
   <source>There is no backbone '{0}'.</source>
   <translation>Es gibt kein Grundnetz '{0}'.</translation>
  </message>
  <message>
   <source>There is no conversion '{0}'.</source>
   <translation>Es gibt keine Umwandlung '{0}'.</translation>
  </message>
  <message>
   <source>There is no device '{0}'.</source>
   <translation>Es gibt kein Rechengerät '{0}'.</translation>
  </message>
  <message>
   <source>There is no file of weights in {0}.</source>
   <translation>In {0} ist keine Datei mit Gewichten.</translation>
  </message>
  <message>
   <source>There is no file {0}.</source>
   <translation>Es gibt keine Datei {0}.</translation>
  </message>
  <message>
   <source>There is no folder {0}.</source>
   <translation>Es gibt keinen Ordner {0}.</translation>
  </message>
  <message>
   <source>There is no guess '{0}'.</source>
   <translation>Es gibt keine Schätzung '{0}'.</translation>
  </message>
  <message>
   <source>There is no index {0}.</source>
   <translation>Es gibt keinen Index {0}.</translation>
  </message>
  <message>
   <source>There is no job '{0}'.</source>
   <translation>Es gibt keine Aufgabe '{0}'.</translation>
  </message>
  <message>
   <source>There is no model '{0}' for {1}, nor a file of that name.</source>
   <translation>Es gibt kein Modell '{0}' für {1}, auch keine Datei dieses Namens.</translation>
  </message>
  <message>
   <source>There is no model for the task '{0}'.</source>
   <translation>Es gibt kein Modell für die Aufgabe '{0}'.</translation>
  </message>
  <message>
   <source>There is no model for {0}.</source>
   <translation>Es gibt kein Modell für {0}.</translation>
  </message>
  <message>
   <source>There is no objective '{0}'.</source>
   <translation>Es gibt kein Ziel '{0}'.</translation>
  </message>
  <message>
   <source>There is no option '{0}'.</source>
   <translation>Es gibt keine Option '{0}'.</translation>
  </message>
  <message>
   <source>There is no part '{0}' to train.</source>
   <translation>Es gibt keinen Teil '{0}' zu trainieren.</translation>
  </message>
  <message>
   <source>There is no raster in {0}.</source>
   <translation>In {0} ist kein Raster.</translation>
  </message>
  <message>
   <source>There is no raster to align but the reference and what lies in the output folder.</source>
   <translation>Es gibt kein auszurichtendes Raster außer der Referenz und dem, was im Ausgabeordner liegt.</translation>
  </message>
  <message>
   <source>There is no resampling '{0}'.</source>
   <translation>Es gibt keine Umrechnung '{0}'.</translation>
  </message>
  <message>
   <source>There is no rule '{0}'.</source>
   <translation>Es gibt keine Regel '{0}'.</translation>
  </message>
  <message>
   <source>There is no temperature '{0}'.</source>
   <translation>Es gibt keine Temperatur '{0}'.</translation>
  </message>
  <message>
   <source>There is no test: the figures are of the validation, by which the model was chosen.</source>
   <translation>Es gibt keinen Test: Die Zahlen sind die der Validierung, nach der das Modell gewählt wurde.</translation>
  </message>
  <message>
   <source>There is no {0} '{1}'.</source>
   <translation>'{1}' gibt es nicht ({0}).</translation>
  </message>
  <message>
   <source>There is no {0} yet: it is begun.</source>
   <translation>{0} gibt es noch nicht: Es wird begonnen.</translation>
  </message>
  <message>
   <source>There is nothing to index.</source>
   <translation>Es gibt nichts zu indizieren.</translation>
  </message>
  <message>
   <source>There is nothing to see in any of the examples: {0}</source>
   <translation>Auf keinem der Beispiele ist etwas zu sehen: {0}</translation>
  </message>
  <message>
   <source>There is nothing to see in the example: {0}</source>
   <translation>Auf dem Beispiel ist nichts zu sehen: {0}</translation>
  </message>
  <message>
   <source>There is nothing to see in {0} of the {1} examples: {2}</source>
   <translation>Auf {0} von {1} Beispielen ist nichts zu sehen: {2}</translation>
  </message>
  <message>
   <source>There is nothing to train for the method '{0}'.</source>
   <translation>Für das Verfahren '{0}' gibt es nichts zu trainieren.</translation>
  </message>
  <message>
   <source>There is nothing to train on.</source>
   <translation>Es gibt nichts, woran trainiert werden kann.</translation>
  </message>
  <message>
   <source>There is one sample in {0}.</source>
   <translation>In {0} ist nur ein Beispiel.</translation>
  </message>
  <message>
   <source>There would be more than {0} tiles, {1} px apart.</source>
   <translation>Es wären mehr als {0} Kacheln, im Abstand von {1} px.</translation>
  </message>
  <message>
   <source>They are of: {0}.</source>
   <translation>Es gibt sie für: {0}.</translation>
  </message>
  <message>
   <source>They have to be (N, side, side, 3) of uint8 on both dates.</source>
   <translation>Sie müssen zu beiden Zeitpunkten (N, Seite, Seite, 3) aus uint8 sein.</translation>
  </message>
  <message>
   <source>They have: {0}.</source>
   <translation>Sie haben: {0}.</translation>
  </message>
  <message>
   <source>They know: {0}.</source>
   <translation>Bekannt sind: {0}.</translation>
  </message>
  <message>
   <source>This is a fault of Tiepoint: please report it with the text in the message log, tab Tiepoint.</source>
   <translation>Dies ist ein Fehler von Tiepoint: Bitte melden Sie ihn mit dem Text aus dem Nachrichtenprotokoll, Reiter Tiepoint.</translation>
  </message>
  <message>
   <source>Threshold {0}: {1}</source>
   <translation>Schwelle {0}: {1}</translation>
  </message>
  <message>
   <source>Tile {0} of {1} ({2}) is not in the index.</source>
   <translation>Kachel {0} von {1} ({2}) ist nicht im Index.</translation>
  </message>
  <message>
   <source>Tiles have the shapes {0}.</source>
   <translation>Die Kacheln haben die Formen {0}.</translation>
  </message>
  <message>
   <source>Tiles in {0} have sides of {1} px.</source>
   <translation>Die Kacheln in {0} haben Seiten von {1} px.</translation>
  </message>
  <message>
   <source>Tiles of shape {0} and type {1} cannot be coded.</source>
   <translation>Kacheln der Form {0} und vom Typ {1} können nicht kodiert werden.</translation>
  </message>
  <message>
   <source>Tiles of the shapes {0} and {1} are no pairs.</source>
   <translation>Kacheln der Formen {0} und {1} sind keine Paare.</translation>
  </message>
  <message>
   <source>Tiles of {0} px, as asked.</source>
   <translation>Kacheln von {0} px, wie verlangt.</translation>
  </message>
  <message>
   <source>Tiles of {0} px, as the model has seen: how much ground they showed, or how long a pixel is, is not known.</source>
   <translation>Kacheln von {0} px, wie das Modell sie gesehen hat: Wie viel Boden sie zeigten, oder wie lang ein Pixel ist, ist nicht bekannt.</translation>
  </message>
  <message>
   <source>Tiles of {0} px: the {1} m that the model's own tiles show, in pixels of {2} m.</source>
   <translation>Kacheln von {0} px: die {1} m, die die eigenen Kacheln des Modells zeigen, in Pixeln von {2} m.</translation>
  </message>
  <message>
   <source>Train at least once.</source>
   <translation>Trainieren Sie mindestens einmal.</translation>
  </message>
  <message>
   <source>Train it anew.</source>
   <translation>Trainieren Sie es neu.</translation>
  </message>
  <message>
   <source>Train on larger layers, or on ones with fewer gaps.</source>
   <translation>Trainieren Sie auf größeren Layern, oder auf solchen mit weniger Lücken.</translation>
  </message>
  <message>
   <source>Training for fold {0} of {1}</source>
   <translation>Training für Teil {0} von {1}</translation>
  </message>
  <message>
   <source>Training {0} on {1}.</source>
   <translation>Training {0}, auf {1}.</translation>
  </message>
  <message>
   <source>Training, validation and test would have {0} pairs.</source>
   <translation>Training, Validierung und Test hätten {0} Paare.</translation>
  </message>
  <message>
   <source>Transform {0} from {1} tie points.</source>
   <translation>Transformation {0} aus {1} Passpunkten.</translation>
  </message>
  <message>
   <source>Triplets have three parts: choose such as 90.</source>
   <translation>Tripel haben drei Teile: Wählen Sie etwa 90.</translation>
  </message>
  <message>
   <source>Triplets need tiles of two classes, there is {0}.</source>
   <translation>Tripel brauchen Kacheln von zwei Klassen, es gibt {0}.</translation>
  </message>
  <message>
   <source>Try again on the CPU or with another method. {0}</source>
   <translation>Versuchen Sie es noch einmal auf der CPU oder mit einem anderen Verfahren. {0}</translation>
  </message>
  <message>
   <source>Trying {0}</source>
   <translation>{0} wird versucht</translation>
  </message>
  <message>
   <source>Update Tiepoint, or build the index anew.</source>
   <translation>Aktualisieren Sie Tiepoint, oder legen Sie den Index neu an.</translation>
  </message>
  <message>
   <source>Update Tiepoint.</source>
   <translation>Aktualisieren Sie Tiepoint.</translation>
  </message>
  <message>
   <source>Use 'Co-register raster' to place it.</source>
   <translation>Mit 'Raster koregistrieren' bekommt es eine.</translation>
  </message>
  <message>
   <source>Use 0 or more, or 'auto'.</source>
   <translation>Verwenden Sie 0 oder mehr, oder 'auto'.</translation>
  </message>
  <message>
   <source>Use a larger pixel size or a smaller extent.</source>
   <translation>Verwenden Sie eine größere Pixelgröße oder eine kleinere Ausdehnung.</translation>
  </message>
  <message>
   <source>Use other bands, or rasters that show more than the pattern.</source>
   <translation>Verwenden Sie andere Kanäle oder Raster, die mehr als das Muster zeigen.</translation>
  </message>
  <message>
   <source>Use rasters that share more ground.</source>
   <translation>Verwenden Sie Raster, die mehr Boden gemeinsam haben.</translation>
  </message>
  <message>
   <source>Use weights of 0 or more.</source>
   <translation>Verwenden Sie Gewichte von 0 oder mehr.</translation>
  </message>
  <message>
   <source>Validating</source>
   <translation>Prüfung</translation>
  </message>
  <message>
   <source>Values {0} to {1} of the raster after are shown as black to white.</source>
   <translation>Die Werte {0} bis {1} des Rasters nachher werden von Schwarz bis Weiß gezeigt.</translation>
  </message>
  <message>
   <source>Values {0} to {1} of the raster before are shown as black to white.</source>
   <translation>Die Werte {0} bis {1} des Rasters vorher werden von Schwarz bis Weiß gezeigt.</translation>
  </message>
  <message>
   <source>Verifying {0}</source>
   <translation>{0} wird geprüft</translation>
  </message>
  <message>
   <source>Wait until that is done, or cancel it.</source>
   <translation>Warten Sie, bis das fertig ist, oder brechen Sie es ab.</translation>
  </message>
  <message>
   <source>Warp the raster they were measured in.</source>
   <translation>Entzerren Sie das Raster, in dem sie gemessen wurden.</translation>
  </message>
  <message>
   <source>Warping: {0} of {1} tiles</source>
   <translation>Entzerrt: {0} von {1} Kacheln</translation>
  </message>
  <message>
   <source>What a shift by up to {0} px explains is no change.</source>
   <translation>Was eine Verschiebung um bis zu {0} px erklärt, ist keine Veränderung.</translation>
  </message>
  <message>
   <source>What is searched for on {0} holds no data ({1} of its pixels do).</source>
   <translation>Was auf {0} gesucht wird, enthält keine Daten ({1} seiner Pixel tun es).</translation>
  </message>
  <message>
   <source>What is trained on and validated on in {0} was seen by other encoders, or is of other classes.</source>
   <translation>Woran in {0} trainiert und validiert wird, wurde von verschiedenen Kodierern gesehen oder hat verschiedene Klassen.</translation>
  </message>
  <message>
   <source>What it wrote is in the message log, tab Tiepoint.</source>
   <translation>Was sie geschrieben hat, steht im Nachrichtenprotokoll, Reiter Tiepoint.</translation>
  </message>
  <message>
   <source>Where structure is the same, the dates differ by up to {0} times the noise, by season or light. Most of that is allowed for, but fields that bear another crop may be marked as change. Take dates of one season, or mask the fields.</source>
   <translation>Wo die Struktur gleich ist, unterscheiden sich die Zeitpunkte um bis zum {0}-Fachen des Rauschens, durch Jahreszeit oder Licht. Das meiste davon ist berücksichtigt, aber Felder mit anderer Frucht werden womöglich als Veränderung markiert. Nehmen Sie Zeitpunkte derselben Jahreszeit, oder maskieren Sie die Felder.</translation>
  </message>
  <message>
   <source>Where you know what it holds, say so with MODEL: {0}.</source>
   <translation>Wenn Sie wissen, was sie enthält, sagen Sie es mit MODEL: {0}.</translation>
  </message>
  <message>
   <source>Windows of {0} px do not fit maps {1} and {2}.</source>
   <translation>Fenster von {0} px passen nicht zu Karten von {1} und {2}.</translation>
  </message>
  <message>
   <source>Windows of {0} px, {1} px apart, valid to {2}, cannot be looked at.</source>
   <translation>Fenster von {0} px, {1} px auseinander, gültig zu {2}, können nicht angesehen werden.</translation>
  </message>
  <message>
   <source>Without POLYGONS the classes of tiles are not known.</source>
   <translation>Ohne POLYGONS sind die Klassen der Kacheln nicht bekannt.</translation>
  </message>
  <message>
   <source>Without a connection, get {0} elsewhere and put it into {1}, or import it with 'Import model'.</source>
   <translation>Ohne Verbindung besorgen Sie {0} anderswo und legen es in {1}, oder importieren Sie es mit 'Modell importieren'.</translation>
  </message>
  <message>
   <source>Without a split file nobody knows whether the model was trained on these tiles: if so, the figures flatter.</source>
   <translation>Ohne eine Datei der Aufteilung weiß niemand, ob das Modell an diesen Kacheln trainiert wurde: Wenn ja, schmeicheln die Zahlen.</translation>
  </message>
  <message>
   <source>Write auto, or a magnitude such as 0.5.</source>
   <translation>Schreiben Sie auto oder eine Stärke wie 0.5.</translation>
  </message>
  <message>
   <source>Write for example COMPRESS=LZW|BIGTIFF=YES.</source>
   <translation>Schreiben Sie zum Beispiel COMPRESS=LZW|BIGTIFF=YES.</translation>
  </message>
  <message>
   <source>Write it as EPSG:32633, or as WKT.</source>
   <translation>Schreiben Sie es als EPSG:32633 oder als WKT.</translation>
  </message>
  <message>
   <source>Write it as YYYY-MM-DD, YYYY-MM or YYYY.</source>
   <translation>Schreiben Sie es als JJJJ-MM-TT, JJJJ-MM oder JJJJ.</translation>
  </message>
  <message>
   <source>Write it as xmin,xmax,ymin,ymax, followed by its CRS, as in [EPSG:32633].</source>
   <translation>Schreiben Sie sie als xmin,xmax,ymin,ymax, gefolgt von ihrem KBS, wie in [EPSG:32633].</translation>
  </message>
  <message>
   <source>Write it as xmin,ymin,xmax,ymax in the reference's CRS.</source>
   <translation>Schreiben Sie sie als xmin,ymin,xmax,ymax im KBS der Referenz.</translation>
  </message>
  <message>
   <source>Write it as xmin,ymin,xmax,ymax with xmin &lt; xmax and ymin &lt; ymax.</source>
   <translation>Schreiben Sie sie als xmin,ymin,xmax,ymax mit xmin &lt; xmax und ymin &lt; ymax.</translation>
  </message>
  <message>
   <source>Write one CRS, or {"path": "EPSG:32633"}.</source>
   <translation>Schreiben Sie ein KBS, oder {"path": "EPSG:32633"}.</translation>
  </message>
  <message>
   <source>Write the file anew.</source>
   <translation>Schreiben Sie die Datei neu.</translation>
  </message>
  <message>
   <source>Write the samples anew with `generate`.</source>
   <translation>Schreiben Sie die Beispiele mit `generate` neu.</translation>
  </message>
  <message>
   <source>Write three numbers, such as 4,3,2, or one.</source>
   <translation>Schreiben Sie drei Zahlen, etwa 4,3,2, oder eine.</translation>
  </message>
  <message>
   <source>Write true or false.</source>
   <translation>Schreiben Sie true oder false.</translation>
  </message>
  <message>
   <source>Write {"path": "EPSG:32633"}.</source>
   <translation>Schreiben Sie {"path": "EPSG:32633"}.</translation>
  </message>
  <message>
   <source>Writing</source>
   <translation>Schreiben</translation>
  </message>
  <message>
   <source>Writing codes</source>
   <translation>Codes werden geschrieben</translation>
  </message>
  <message>
   <source>Writing footprints</source>
   <translation>Umrisse werden geschrieben</translation>
  </message>
  <message>
   <source>Writing pair {0} of {1}</source>
   <translation>Paar {0} von {1} wird geschrieben</translation>
  </message>
  <message>
   <source>Writing the index</source>
   <translation>Der Index wird geschrieben</translation>
  </message>
  <message>
   <source>Writing the tiles</source>
   <translation>Die Kacheln werden geschrieben</translation>
  </message>
  <message>
   <source>a hash network</source>
   <translation>ein Hash-Netz</translation>
  </message>
  <message>
   <source>a model of somebody's own, whose checksum nobody has published</source>
   <translation>ein eigenes Modell, dessen Prüfsumme niemand veröffentlicht hat</translation>
  </message>
  <message>
   <source>about {0} looks</source>
   <translation>etwa {0} Looks</translation>
  </message>
  <message>
   <source>another file</source>
   <translation>einer anderen Datei</translation>
  </message>
  <message>
   <source>as asked.</source>
   <translation>wie verlangt.</translation>
  </message>
  <message>
   <source>begins with {0} instead of {1}</source>
   <translation>beginnt mit {0} statt mit {1}</translation>
  </message>
  <message>
   <source>by its encoder</source>
   <translation>nach seinem Kodierer</translation>
  </message>
  <message>
   <source>class {0}</source>
   <translation>Klasse {0}</translation>
  </message>
  <message>
   <source>control points</source>
   <translation>Stützpunkte</translation>
  </message>
  <message>
   <source>converted elsewhere from {0}, which is not here to be verified</source>
   <translation>anderswo umgewandelt aus {0}, das zum Prüfen nicht hier ist</translation>
  </message>
  <message>
   <source>d' of all {0}, of what looks alike {1}, {2} if it is fitted there</source>
   <translation>d' von allem {0}, von dem, was gleich aussieht, {1}, dort angepasst {2}</translation>
  </message>
  <message>
   <source>d' of what looks alike {0}</source>
   <translation>d' von dem, was gleich aussieht, {0}</translation>
  </message>
  <message>
   <source>destination points</source>
   <translation>Zielpunkte</translation>
  </message>
  <message>
   <source>each other</source>
   <translation>einander</translation>
  </message>
  <message>
   <source>even ground, such as open water, snow or a border without data, has no features to compare, and what is found says little.</source>
   <translation>Gleichförmiger Boden, etwa offenes Wasser, Schnee oder ein Rand ohne Daten, hat keine Merkmale zum Vergleichen, und was gefunden wird, sagt wenig.</translation>
  </message>
  <message>
   <source>every tile that is no query</source>
   <translation>jede Kachel, die keine Abfrage ist</translation>
  </message>
  <message>
   <source>folds over at {0} of the extent</source>
   <translation>faltet sich auf {0} der Ausdehnung</translation>
  </message>
  <message>
   <source>for {0}</source>
   <translation>für {0}</translation>
  </message>
  <message>
   <source>from scratch</source>
   <translation>von Grund auf</translation>
  </message>
  <message>
   <source>holds no tile with enough data</source>
   <translation>enthält keine Kachel mit genug Daten</translation>
  </message>
  <message>
   <source>is another one</source>
   <translation>ist ein anderer</translation>
  </message>
  <message>
   <source>is gone and leaves the index</source>
   <translation>ist verschwunden und verlässt den Index</translation>
  </message>
  <message>
   <source>it ends {0} px from where the tie point was found</source>
   <translation>es endet {0} px von dort, wo der Passpunkt gefunden wurde</translation>
  </message>
  <message>
   <source>it has no {0}</source>
   <translation>es fehlt {0}</translation>
  </message>
  <message>
   <source>it is a folder</source>
   <translation>es ist ein Ordner</translation>
  </message>
  <message>
   <source>its card does not say where it comes from</source>
   <translation>seine Karte sagt nicht, woher es kommt</translation>
  </message>
  <message>
   <source>its folder is a file</source>
   <translation>sein Ordner ist eine Datei</translation>
  </message>
  <message>
   <source>made here or imported; its checksum is that of its card</source>
   <translation>hier gemacht oder importiert; seine Prüfsumme ist die seiner Karte</translation>
  </message>
  <message>
   <source>made here or imported; no checksum is known</source>
   <translation>hier gemacht oder importiert; es ist keine Prüfsumme bekannt</translation>
  </message>
  <message>
   <source>made of {0}, not of the published {1}: nothing tells whether the two hold the same</source>
   <translation>aus {0} gemacht, nicht aus dem veröffentlichten {1}: Nichts sagt, ob die beiden dasselbe enthalten</translation>
  </message>
  <message>
   <source>no difference is more than noise.</source>
   <translation>kein Unterschied ist mehr als Rauschen.</translation>
  </message>
  <message>
   <source>no message</source>
   <translation>keine Meldung</translation>
  </message>
  <message>
   <source>no part of them holds enough data</source>
   <translation>kein Teil von ihnen enthält genug Daten</translation>
  </message>
  <message>
   <source>no sha256 of {0} has been published</source>
   <translation>von {0} ist keine sha256 veröffentlicht</translation>
  </message>
  <message>
   <source>no values</source>
   <translation>keine Werte</translation>
  </message>
  <message>
   <source>not stated</source>
   <translation>nicht angegeben</translation>
  </message>
  <message>
   <source>not verified</source>
   <translation>nicht geprüft</translation>
  </message>
  <message>
   <source>nothing could be matched</source>
   <translation>nichts konnte zugeordnet werden</translation>
  </message>
  <message>
   <source>of unknown kind</source>
   <translation>unbekannter Art</translation>
  </message>
  <message>
   <source>of unknown version</source>
   <translation>unbekannter Version</translation>
  </message>
  <message>
   <source>one band of any range; locally normalised grey values, validity and directions of edges (core/models/channels.py)</source>
   <translation>ein Kanal beliebigen Wertebereichs; örtlich normalisierte Grauwerte, Gültigkeit und Kantenrichtungen (core/models/channels.py)</translation>
  </message>
  <message>
   <source>one of the two is resampled</source>
   <translation>eines der beiden ist umgerechnet</translation>
  </message>
  <message>
   <source>only the first {0} of 64 digits of the sha256 of {1} are known; they agree</source>
   <translation>nur die ersten {0} von 64 Stellen der sha256 von {1} sind bekannt; sie stimmen überein</translation>
  </message>
  <message>
   <source>only {0} of {1} independent areas agree on a place, too few to be sure of it</source>
   <translation>nur {0} von {1} unabhängigen Flächen stimmen auf einen Ort überein, zu wenige, um sicher zu sein</translation>
  </message>
  <message>
   <source>permission denied</source>
   <translation>keine Berechtigung</translation>
  </message>
  <message>
   <source>reference edges</source>
   <translation>Kanten der Referenz</translation>
  </message>
  <message>
   <source>sha256 as in the manifest</source>
   <translation>sha256 wie im Verzeichnis der Modelle</translation>
  </message>
  <message>
   <source>sha256 of {0} as published</source>
   <translation>sha256 von {0} wie veröffentlicht</translation>
  </message>
  <message>
   <source>smoothed to {0} so that it does not fold</source>
   <translation>auf {0} geglättet, so dass er sich nicht faltet</translation>
  </message>
  <message>
   <source>source points</source>
   <translation>Ausgangspunkte</translation>
  </message>
  <message>
   <source>the CRS of the raster</source>
   <translation>das KBS des Rasters</translation>
  </message>
  <message>
   <source>the change network</source>
   <translation>das Änderungsnetz</translation>
  </message>
  <message>
   <source>the choice</source>
   <translation>die Auswahl</translation>
  </message>
  <message>
   <source>the connection was cut</source>
   <translation>die Verbindung ist abgebrochen</translation>
  </message>
  <message>
   <source>the corners would move by {0} px from the guess, and agree little better there</source>
   <translation>die Ecken würden sich um {0} px von der Anfangsschätzung wegbewegen und dort kaum besser übereinstimmen</translation>
  </message>
  <message>
   <source>the disk is read-only</source>
   <translation>der Datenträger ist schreibgeschützt</translation>
  </message>
  <message>
   <source>the disk quota is used up</source>
   <translation>das Kontingent auf dem Datenträger ist aufgebraucht</translation>
  </message>
  <message>
   <source>the file is larger than the disk allows</source>
   <translation>die Datei ist größer, als der Datenträger erlaubt</translation>
  </message>
  <message>
   <source>the fold, each query without itself</source>
   <translation>der Teil, jede Abfrage ohne sich selbst</translation>
  </message>
  <message>
   <source>the folder does not exist</source>
   <translation>den Ordner gibt es nicht</translation>
  </message>
  <message>
   <source>the log-ratio, as both are single bands with speckle</source>
   <translation>dem Log-Verhältnis, da beide einzelne Kanäle mit Speckle sind</translation>
  </message>
  <message>
   <source>the method's own threshold.</source>
   <translation>die Schwelle des Verfahrens selbst.</translation>
  </message>
  <message>
   <source>the name is too long</source>
   <translation>der Name ist zu lang</translation>
  </message>
  <message>
   <source>the other folds</source>
   <translation>die anderen Teile</translation>
  </message>
  <message>
   <source>the queries, each without itself</source>
   <translation>die Abfragen, jede ohne sich selbst</translation>
  </message>
  <message>
   <source>the shorter side of the raster</source>
   <translation>die kürzere Seite des Rasters</translation>
  </message>
  <message>
   <source>the template would be folded or turned over</source>
   <translation>der Ausschnitt wäre gefaltet oder umgeklappt</translation>
  </message>
  <message>
   <source>the template's area would be {0} times as large</source>
   <translation>die Fläche des Ausschnitts wäre {0}-mal so groß</translation>
  </message>
  <message>
   <source>the tile encoder</source>
   <translation>der Kodierer von Kacheln</translation>
  </message>
  <message>
   <source>the two have the same pixels</source>
   <translation>die beiden haben dieselben Pixel</translation>
  </message>
  <message>
   <source>there is no address</source>
   <translation>es gibt keine Adresse</translation>
  </message>
  <message>
   <source>there is no card {0} beside it that says where it comes from</source>
   <translation>es liegt keine Karte {0} daneben, die sagt, woher es kommt</translation>
  </message>
  <message>
   <source>threshold {0}, above which {1} % lie.</source>
   <translation>Schwelle {0}, über der {1} % liegen.</translation>
  </message>
  <message>
   <source>too little of the template lies on the input</source>
   <translation>zu wenig des Ausschnitts liegt auf der Eingabe</translation>
  </message>
  <message>
   <source>values are logarithms already</source>
   <translation>die Werte sind schon Logarithmen</translation>
  </message>
  <message>
   <source>what was trained on</source>
   <translation>woran trainiert wurde</translation>
  </message>
  <message>
   <source>{0} % look as they did</source>
   <translation>{0} % sehen aus wie zuvor</translation>
  </message>
  <message>
   <source>{0} '{1}' cannot be read with the CRS assigned to it: {2}.</source>
   <translation>{0} '{1}' kann nicht mit dem ihm zugewiesenen KBS gelesen werden: {2}.</translation>
  </message>
  <message>
   <source>{0} '{1}' cannot be read{2}.</source>
   <translation>{0} '{1}' kann nicht gelesen werden{2}.</translation>
  </message>
  <message>
   <source>{0} '{1}' does not cover the area that is needed.</source>
   <translation>{0} '{1}' bedeckt nicht die Fläche, die gebraucht wird.</translation>
  </message>
  <message>
   <source>{0} '{1}' is no extent.</source>
   <translation>{0} '{1}' ist keine Ausdehnung.</translation>
  </message>
  <message>
   <source>{0} (weight {1}, unit {2} times the noise; {3})</source>
   <translation>{0} (Gewicht {1}, Einheit {2} mal das Rauschen; {3})</translation>
  </message>
  <message>
   <source>{0} and put it into {1}, or import it with 'Import model'.</source>
   <translation>{0} und legen Sie es in {1}, oder importieren Sie es mit 'Modell importieren'.</translation>
  </message>
  <message>
   <source>{0} and {1} have no tile of the same name.</source>
   <translation>{0} und {1} haben keine Kachel desselben Namens.</translation>
  </message>
  <message>
   <source>{0} and {1} in {2} have one name.</source>
   <translation>{0} und {1} in {2} haben denselben Namen.</translation>
  </message>
  <message>
   <source>{0} are different kinds of data.</source>
   <translation>{0} sind verschiedene Arten von Daten.</translation>
  </message>
  <message>
   <source>{0} are no shares of training, validation and test.</source>
   <translation>{0} sind keine Anteile von Training, Validierung und Test.</translation>
  </message>
  <message>
   <source>{0} are no tiles of an index: they have no {1}.</source>
   <translation>{0} sind keine Kacheln eines Index: Sie haben kein {1}.</translation>
  </message>
  <message>
   <source>{0} bands of {1} were chosen.</source>
   <translation>{0} Kanäle von {1} wurden gewählt.</translation>
  </message>
  <message>
   <source>{0} cannot be fetched: {1}.{2}</source>
   <translation>{0} kann nicht geholt werden: {1}.{2}</translation>
  </message>
  <message>
   <source>{0} cannot be made.</source>
   <translation>{0} kann nicht angelegt werden.</translation>
  </message>
  <message>
   <source>{0} cannot be made: {1}.</source>
   <translation>{0} kann nicht angelegt werden: {1}.</translation>
  </message>
  <message>
   <source>{0} cannot be opened again.</source>
   <translation>{0} kann nicht wieder geöffnet werden.</translation>
  </message>
  <message>
   <source>{0} cannot be read to the end: the file is damaged or incomplete</source>
   <translation>{0} kann nicht zu Ende gelesen werden: Die Datei ist beschädigt oder unvollständig</translation>
  </message>
  <message>
   <source>{0} cannot be read: {1}.</source>
   <translation>{0} kann nicht gelesen werden: {1}.</translation>
  </message>
  <message>
   <source>{0} cannot be started: {1}.</source>
   <translation>{0} kann nicht gestartet werden: {1}.</translation>
  </message>
  <message>
   <source>{0} cannot be written: {1}.</source>
   <translation>{0} kann nicht geschrieben werden: {1}.</translation>
  </message>
  <message>
   <source>{0} channels and a width of {1}</source>
   <translation>{0} Kanäle und eine Breite von {1}</translation>
  </message>
  <message>
   <source>{0} classes cannot be compared with {1}.</source>
   <translation>{0} Klassen können nicht mit {1} verglichen werden.</translation>
  </message>
  <message>
   <source>{0} classes have fewer than {1} tiles: some occur more than once in a step.</source>
   <translation>{0} Klassen haben weniger als {1} Kacheln: Einige kommen in einem Schritt mehr als einmal vor.</translation>
  </message>
  <message>
   <source>{0} does not answer like Tiepoint's engine but with '{1}'.</source>
   <translation>{0} antwortet nicht wie die Rechenumgebung von Tiepoint, sondern mit '{1}'.</translation>
  </message>
  <message>
   <source>{0} does not say how images are to be prepared.</source>
   <translation>{0} sagt nicht, wie Bilder vorzubereiten sind.</translation>
  </message>
  <message>
   <source>{0} does not say how images are to be prepared: {1}.</source>
   <translation>{0} sagt nicht, wie Bilder vorzubereiten sind: {1}.</translation>
  </message>
  <message>
   <source>{0} does not say what its classes are: {1}.</source>
   <translation>{0} sagt nicht, was seine Klassen sind: {1}.</translation>
  </message>
  <message>
   <source>{0} does not say which encoder it was trained on.</source>
   <translation>{0} sagt nicht, auf welchem Kodierer es trainiert wurde.</translation>
  </message>
  <message>
   <source>{0} ended with exit code {1} instead of starting Tiepoint's engine.</source>
   <translation>{0} endete mit Code {1}, statt die Rechenumgebung von Tiepoint zu starten.</translation>
  </message>
  <message>
   <source>{0} features cannot be squeezed {1} times.</source>
   <translation>{0} Merkmale können nicht auf ein {1}-tel verringert werden.</translation>
  </message>
  <message>
   <source>{0} folds over at {1} of the extent.</source>
   <translation>{0} faltet sich auf {1} der Ausdehnung.</translation>
  </message>
  <message>
   <source>{0} has no CRS, the other raster has one.</source>
   <translation>{0} hat kein KBS, das andere Raster hat eines.</translation>
  </message>
  <message>
   <source>{0} has no band {1}; it has {2}.</source>
   <translation>{0} hat keinen Kanal {1}; es hat {2}.</translation>
  </message>
  <message>
   <source>{0} has no band.</source>
   <translation>{0} hat keinen Kanal.</translation>
  </message>
  <message>
   <source>{0} has no folder {1}.</source>
   <translation>{0} hat keinen Ordner {1}.</translation>
  </message>
  <message>
   <source>{0} has not started Tiepoint's engine within {1} s.</source>
   <translation>{0} hat die Rechenumgebung von Tiepoint nicht innerhalb von {1} s gestartet.</translation>
  </message>
  <message>
   <source>{0} has {1} bands.</source>
   <translation>{0} hat {1} Kanäle.</translation>
  </message>
  <message>
   <source>{0} has {1} x {2} pixels instead of {3} x {4}.</source>
   <translation>{0} hat {1} x {2} Pixel statt {3} x {4}.</translation>
  </message>
  <message>
   <source>{0} holds complex numbers ({1}), which cannot be resampled.</source>
   <translation>{0} enthält komplexe Zahlen ({1}), die nicht umgerechnet werden können.</translation>
  </message>
  <message>
   <source>{0} holds complex numbers.</source>
   <translation>{0} enthält komplexe Zahlen.</translation>
  </message>
  <message>
   <source>{0} holds images {1} of {2} and {3} of {4}.</source>
   <translation>{0} enthält Bilder {1} aus {2} und {3} aus {4}.</translation>
  </message>
  <message>
   <source>{0} holds no CorrFusionNet.</source>
   <translation>{0} enthält kein CorrFusionNet.</translation>
  </message>
  <message>
   <source>{0} holds no data: every pixel is nodata.</source>
   <translation>{0} enthält keine Daten: Jedes Pixel ist leer.</translation>
  </message>
  <message>
   <source>{0} holds no keypoints: {1}.</source>
   <translation>{0} enthält keine Merkmalspunkte: {1}.</translation>
  </message>
  <message>
   <source>{0} holds no tensors by name.</source>
   <translation>{0} enthält keine Tensoren mit Namen.</translation>
  </message>
  <message>
   <source>{0} holds no tensors.</source>
   <translation>{0} enthält keine Tensoren.</translation>
  </message>
  <message>
   <source>{0} holds no tile.</source>
   <translation>{0} enthält keine Kachel.</translation>
  </message>
  <message>
   <source>{0} holds no weights of D2-Net: {1}.</source>
   <translation>{0} enthält keine Gewichte von D2-Net: {1}.</translation>
  </message>
  <message>
   <source>{0} holds no weights of the dense matcher: {1}.</source>
   <translation>{0} enthält keine Gewichte des Zuordnungsnetzes dense: {1}.</translation>
  </message>
  <message>
   <source>{0} holds no weights of {1}.</source>
   <translation>{0} enthält keine Gewichte dafür: {1}.</translation>
  </message>
  <message>
   <source>{0} holds no weights of {1}: its setting {2} is {3}.</source>
   <translation>{0} enthält keine Gewichte dafür: {1}; die Einstellung {2} ist {3}.</translation>
  </message>
  <message>
   <source>{0} holds one array without names.</source>
   <translation>{0} enthält ein einzelnes Feld ohne Namen.</translation>
  </message>
  <message>
   <source>{0} holds tensors of other shapes: {1}.</source>
   <translation>{0} enthält Tensoren anderer Formen: {1}.</translation>
  </message>
  <message>
   <source>{0} holds the value {1} in {2} % of the pixels, far from all others. If that is no data, declare it (gdal_edit.py -a_nodata); it is compared like anything else until then.</source>
   <translation>{0} enthält in {2} % der Pixel den Wert {1}, weit weg von allen anderen. Wenn das fehlende Daten sind, geben Sie ihn als Nodata-Wert an (gdal_edit.py -a_nodata); bis dahin wird er wie jeder andere verglichen.</translation>
  </message>
  <message>
   <source>{0} holds tiles of {1} classes.</source>
   <translation>{0} enthält Kacheln von {1} Klassen.</translation>
  </message>
  <message>
   <source>{0} holds values of type {1}.</source>
   <translation>{0} enthält Werte vom Typ {1}.</translation>
  </message>
  <message>
   <source>{0} holds values that are no numbers, in {1}.</source>
   <translation>{0} enthält Werte, die keine Zahlen sind, in {1}.</translation>
  </message>
  <message>
   <source>{0} holds values that are no numbers.</source>
   <translation>{0} enthält Werte, die keine Zahlen sind.</translation>
  </message>
  <message>
   <source>{0} holds variances below 0.</source>
   <translation>{0} enthält Varianzen unter 0.</translation>
  </message>
  <message>
   <source>{0} holds {1} checkpoints instead of one.</source>
   <translation>{0} enthält {1} Zwischenstände statt einem.</translation>
  </message>
  <message>
   <source>{0} holds {1} {2} of {3} for {4} pairs.</source>
   <translation>{0} enthält {1} {2} aus {3} für {4} Paare.</translation>
  </message>
  <message>
   <source>{0} is '{1}', not a number.</source>
   <translation>{0} ist '{1}', keine Zahl.</translation>
  </message>
  <message>
   <source>{0} is '{1}', not true or false.</source>
   <translation>{0} ist '{1}', nicht true oder false.</translation>
  </message>
  <message>
   <source>{0} is '{1}', which is not a choice.</source>
   <translation>{0} ist '{1}', was nicht zur Wahl steht.</translation>
  </message>
  <message>
   <source>{0} is Python {1}, but the engine needs Python {2} or newer.</source>
   <translation>{0} ist Python {1}, aber die Rechenumgebung braucht Python {2} oder neuer.</translation>
  </message>
  <message>
   <source>{0} is a GeoPackage, but {1} is no name for one.</source>
   <translation>{0} ist ein GeoPackage, aber {1} ist kein Name für eines.</translation>
  </message>
  <message>
   <source>{0} is a GeoTIFF, but {1} is no name for one.</source>
   <translation>{0} ist ein GeoTIFF, aber {1} ist kein Name für eines.</translation>
  </message>
  <message>
   <source>{0} is a container of {1} rasters.</source>
   <translation>{0} ist ein Behälter von {1} Rastern.</translation>
  </message>
  <message>
   <source>{0} is a file, but {1} is published as a folder.</source>
   <translation>{0} ist eine Datei, aber {1} ist als Ordner veröffentlicht.</translation>
  </message>
  <message>
   <source>{0} is a folder of checkpoints, of which {1} is not made.</source>
   <translation>{0} ist ein Ordner von Zwischenständen, aus denen {1} nicht gemacht wird.</translation>
  </message>
  <message>
   <source>{0} is being fetched already, by another run.</source>
   <translation>{0} wird schon von einem anderen Lauf geholt.</translation>
  </message>
  <message>
   <source>{0} is damaged: its sha256 is not that of its card {1}.</source>
   <translation>{0} ist beschädigt: Der sha256 ist nicht der seiner Karte {1}.</translation>
  </message>
  <message>
   <source>{0} is here already.</source>
   <translation>{0} ist schon hier.</translation>
  </message>
  <message>
   <source>{0} is left out: {1}</source>
   <translation>{0} wird ausgelassen: {1}</translation>
  </message>
  <message>
   <source>{0} is missing.</source>
   <translation>{0} fehlt.</translation>
  </message>
  <message>
   <source>{0} is no checkpoint of this training: {1}.</source>
   <translation>{0} ist kein Zwischenstand dieses Trainings: {1}.</translation>
  </message>
  <message>
   <source>{0} is no file of features: {1}.</source>
   <translation>{0} ist keine Datei mit Merkmalen: {1}.</translation>
  </message>
  <message>
   <source>{0} is no file of training layers.</source>
   <translation>{0} ist keine Datei mit Trainingslayern.</translation>
  </message>
  <message>
   <source>{0} is no file of weights.</source>
   <translation>{0} ist keine Datei mit Gewichten.</translation>
  </message>
  <message>
   <source>{0} is no image that can be read.</source>
   <translation>{0} ist kein Bild, das gelesen werden kann.</translation>
  </message>
  <message>
   <source>{0} is no name of a file of keypoints.</source>
   <translation>{0} ist kein Name für eine Datei mit Merkmalspunkten.</translation>
  </message>
  <message>
   <source>{0} is no picture that can be read.</source>
   <translation>{0} ist kein Bild, das sich lesen lässt.</translation>
  </message>
  <message>
   <source>{0} is no safetensors file: {1}.</source>
   <translation>{0} ist keine safetensors-Datei: {1}.</translation>
  </message>
  <message>
   <source>{0} is no split file: {1}.</source>
   <translation>{0} ist keine Aufteilungsdatei: {1}.</translation>
  </message>
  <message>
   <source>{0} is no tile index, or is damaged ({1}).</source>
   <translation>{0} ist kein Kachelindex oder ist beschädigt ({1}).</translation>
  </message>
  <message>
   <source>{0} is no tile index.</source>
   <translation>{0} ist kein Kachelindex.</translation>
  </message>
  <message>
   <source>{0} is none of the published files: its sha256 begins with {1}.</source>
   <translation>{0} ist keine der veröffentlichten Dateien: Der sha256 beginnt mit {1}.</translation>
  </message>
  <message>
   <source>{0} is not a raster that can be read</source>
   <translation>{0} ist kein Raster, das gelesen werden kann</translation>
  </message>
  <message>
   <source>{0} is not determined by these {1} points: they lie on one curve of that order.</source>
   <translation>{0} ist durch diese {1} Punkte nicht bestimmt: Sie liegen auf einer Kurve dieser Ordnung.</translation>
  </message>
  <message>
   <source>{0} is not determined: all {1} points lie on one line.</source>
   <translation>{0} ist nicht bestimmt: Alle {1} Punkte liegen auf einer Linie.</translation>
  </message>
  <message>
   <source>{0} is not the published file of {1}: its sha256 {2}.</source>
   <translation>{0} ist nicht die veröffentlichte Datei von {1}: Der sha256 {2}.</translation>
  </message>
  <message>
   <source>{0} is paletted: nearest neighbour is used instead of {1}.</source>
   <translation>{0} hat eine Farbpalette: Statt {1} wird der nächste Nachbar verwendet.</translation>
  </message>
  <message>
   <source>{0} is read at pixels {1} times as large, those of the coarsest raster it overlaps.</source>
   <translation>{0} wird mit {1}-mal so großen Pixeln gelesen, denen des gröbsten Rasters, mit dem es sich überlappt.</translation>
  </message>
  <message>
   <source>{0} is refused: it is a checkpoint of a training, which holds Python objects beside the tensors.</source>
   <translation>{0} wird abgelehnt: Es ist der Zwischenstand eines Trainings, der neben den Tensoren Python-Objekte enthält.</translation>
  </message>
  <message>
   <source>{0} is refused: it is a pickled dictionary, which may run code when it is read.</source>
   <translation>{0} wird abgelehnt: Es ist ein Wörterbuch in pickle-Form, das beim Lesen Code ausführen kann.</translation>
  </message>
  <message>
   <source>{0} is refused: it is no file of tensors alone ({1}).</source>
   <translation>{0} wird abgelehnt: Es ist keine Datei aus Tensoren allein ({1}).</translation>
  </message>
  <message>
   <source>{0} is refused: its array {1} holds pickled objects, which may run code.</source>
   <translation>{0} wird abgelehnt: Das Feld {1} enthält Objekte in pickle-Form, die Code ausführen können.</translation>
  </message>
  <message>
   <source>{0} is the same file as {1}: {2}.</source>
   <translation>{0} ist dieselbe Datei wie {1}: {2}.</translation>
  </message>
  <message>
   <source>{0} is {1} instead of {2}</source>
   <translation>{0} ist {1} statt {2}</translation>
  </message>
  <message>
   <source>{0} is {1}, outside {2} ... {3}.</source>
   <translation>{0} ist {1}, außerhalb von {2} ... {3}.</translation>
  </message>
  <message>
   <source>{0} is {1}, outside {2}.</source>
   <translation>{0} ist {1}, außerhalb von {2}.</translation>
  </message>
  <message>
   <source>{0} lacks the array {1}.</source>
   <translation>{0} fehlt das Feld {1}.</translation>
  </message>
  <message>
   <source>{0} lacks the tensor {1}.weight.</source>
   <translation>{0} fehlt der Tensor {1}.weight.</translation>
  </message>
  <message>
   <source>{0} lacks {1} of {2} tensors: {3}.</source>
   <translation>{0} fehlen {1} von {2} Tensoren: {3}.</translation>
  </message>
  <message>
   <source>{0} lacks {1} tiles of the split, such as {2}.</source>
   <translation>{0} fehlen {1} Kacheln der Aufteilung, etwa {2}.</translation>
  </message>
  <message>
   <source>{0} lacks {1}.</source>
   <translation>{0} fehlt {1}.</translation>
  </message>
  <message>
   <source>{0} lies elsewhere than the index had it: its codes stay as they are.</source>
   <translation>{0} liegt anderswo, als es im Index stand: Die Codes bleiben, wie sie sind.</translation>
  </message>
  <message>
   <source>{0} lies in {1} and is converted when it is first used, or by 'Fetch model'</source>
   <translation>{0} liegt in {1} und wird beim ersten Gebrauch oder durch 'Modell holen' umgewandelt</translation>
  </message>
  <message>
   <source>{0} minutes were over before the first step.</source>
   <translation>{0} Minuten waren vor dem ersten Schritt vorbei.</translation>
  </message>
  <message>
   <source>{0} names {1} kinds for {2} layers.</source>
   <translation>{0} nennt {1} Arten für {2} Layer.</translation>
  </message>
  <message>
   <source>{0} needs at least {1} points, there are {2}.</source>
   <translation>{0} braucht mindestens {1} Punkte, es sind {2}.</translation>
  </message>
  <message>
   <source>{0} needs {1} MB in {2}, where {3} MB are free.</source>
   <translation>{0} braucht {1} MB in {2}, wo {3} MB frei sind.</translation>
  </message>
  <message>
   <source>{0} of TIEPOINTS, GCPS_FILE and SOLUTION are given.</source>
   <translation>{0} von TIEPOINTS, GCPS_FILE und SOLUTION sind angegeben.</translation>
  </message>
  <message>
   <source>{0} of the ground: {1} of {2} tie points, all over the overlap, agree on it; others differ by pixels even from their neighbours, as roofs and trees do that lean differently in the two.</source>
   <translation>{0} des Bodens: {1} von {2} Passpunkten, über die ganze Überlappung verteilt, stimmen darauf überein; andere weichen selbst von ihren Nachbarn um Pixel ab, wie Dächer und Bäume, die sich in den beiden verschieden neigen.</translation>
  </message>
  <message>
   <source>{0} of the {1} polygons of {2} have points with no place in the raster's coordinate system.</source>
   <translation>{0} der {1} Polygone von {2} haben Punkte ohne Ort im Koordinatensystem des Rasters.</translation>
  </message>
  <message>
   <source>{0} of what could be compared has changed, in {1} areas.</source>
   <translation>{0} des Vergleichbaren haben sich verändert, in {1} Flächen.</translation>
  </message>
  <message>
   <source>{0} of {1} blocks are used, evenly at random: the others do not fit into memory.</source>
   <translation>{0} von {1} Blöcken werden verwendet, gleichmäßig zufällig: Die anderen passen nicht in den Speicher.</translation>
  </message>
  <message>
   <source>{0} of {1} rasters overlap another one and are layers of the same places.</source>
   <translation>{0} von {1} Rastern überlappen ein anderes und sind Layer derselben Orte.</translation>
  </message>
  <message>
   <source>{0} of {1} tie points agree with their neighbours.</source>
   <translation>{0} von {1} Passpunkten stimmen mit ihren Nachbarn überein.</translation>
  </message>
  <message>
   <source>{0} of {1} tiles have changed ({2}).</source>
   <translation>{0} von {1} Kacheln haben sich verändert ({2}).</translation>
  </message>
  <message>
   <source>{0} others</source>
   <translation>{0} andere</translation>
  </message>
  <message>
   <source>{0} places with enough data were found.</source>
   <translation>{0} Orte mit genug Daten wurden gefunden.</translation>
  </message>
  <message>
   <source>{0} rasters with tiles of {1} px, one every {2} px: {3}.</source>
   <translation>{0} Raster mit Kacheln von {1} px, eine alle {2} px: {3}.</translation>
  </message>
  <message>
   <source>{0} rasters: {1} places to train on, {2} kept for validation.</source>
   <translation>{0} Raster: {1} Orte zum Trainieren, {2} zum Validieren behalten.</translation>
  </message>
  <message>
   <source>{0} samples to train on, {1} kept for validation.</source>
   <translation>{0} Beispiele zum Trainieren, {1} zum Validieren behalten.</translation>
  </message>
  <message>
   <source>{0} ships with the plugin and is here.</source>
   <translation>{0} wird mit der Erweiterung geliefert und ist hier.</translation>
  </message>
  <message>
   <source>{0} steps cannot be shown as '{1}'.</source>
   <translation>{0} Schritte können nicht als '{1}' gezeigt werden.</translation>
  </message>
  <message>
   <source>{0} tie points have no position in the target.</source>
   <translation>{0} Passpunkte haben keine Lage im auszurichtenden Raster.</translation>
  </message>
  <message>
   <source>{0} tiles are found, not {1}: no more of the {2} that were searched fulfil the conditions.</source>
   <translation>{0} Kacheln wurden gefunden, nicht {1}: Mehr der {2} durchsuchten erfüllen die Bedingungen nicht.</translation>
  </message>
  <message>
   <source>{0} tiles ask {1}.</source>
   <translation>{0} Kacheln fragen {1} ab.</translation>
  </message>
  <message>
   <source>{0} tiles cannot be divided into {1}, {2} and {3}.</source>
   <translation>{0} Kacheln können nicht in {1}, {2} und {3} geteilt werden.</translation>
  </message>
  <message>
   <source>{0} tiles in {1} are trained on and validated on, such as {2}.</source>
   <translation>An {0} Kacheln in {1} wird trainiert und validiert, etwa {2}.</translation>
  </message>
  <message>
   <source>{0} tiles lie in {1} blocks of {2} tiles.</source>
   <translation>{0} Kacheln liegen in {1} Blöcken von {2} Kacheln.</translation>
  </message>
  <message>
   <source>{0} tiles make no {1} folds: one would have {2}.</source>
   <translation>{0} Kacheln ergeben keine {1} Teile: Einer hätte {2}.</translation>
  </message>
  <message>
   <source>{0} tiles of {1} classes were found.</source>
   <translation>{0} Kacheln von {1} Klassen wurden gefunden.</translation>
  </message>
  <message>
   <source>{0} tiles of {1} classes.</source>
   <translation>{0} Kacheln von {1} Klassen.</translation>
  </message>
  <message>
   <source>{0} tiles of {1} m, {2}.</source>
   <translation>{0} Kacheln von {1} m, {2}.</translation>
  </message>
  <message>
   <source>{0} tiles were encoded before an interruption and are kept.</source>
   <translation>{0} Kacheln wurden vor einer Unterbrechung kodiert und bleiben.</translation>
  </message>
  <message>
   <source>{0} tiles, {1}.</source>
   <translation>{0} Kacheln, {1}.</translation>
  </message>
  <message>
   <source>{0} was trained for an earlier version of the change network, which was given less evidence.</source>
   <translation>{0} wurde für eine frühere Fassung des Änderungsnetzes trainiert, die weniger Hinweise bekam.</translation>
  </message>
  <message>
   <source>{0} would map the plane onto a line.</source>
   <translation>{0} würde die Ebene auf eine Linie abbilden.</translation>
  </message>
  <message>
   <source>{0} {1} points, spread {2} px</source>
   <translation>{0} {1} Punkte, Streuung {2} px</translation>
  </message>
  <message>
   <source>{0}, so that structure counts {1}</source>
   <translation>{0}, sodass Struktur {1} zählt</translation>
  </message>
  <message>
   <source>{0}, the only candidate left</source>
   <translation>{0}, der einzige Kandidat, der bleibt</translation>
  </message>
  <message>
   <source>{0}, which has been done</source>
   <translation>{0}, was geschehen ist</translation>
  </message>
  <message>
   <source>{0}. As a pickled dictionary it is refused, with the command that turns it into {1}.npz: make that</source>
   <translation>{0}. Als Pickle-Wörterbuch wird es abgelehnt, mit dem Befehl, der daraus {1}.npz macht: Machen Sie das</translation>
  </message>
  <message>
   <source>{0}: '{1}' is no local file.</source>
   <translation>{0}: '{1}' ist keine lokale Datei.</translation>
  </message>
  <message>
   <source>{0}: '{1}' is not a raster that can be read.</source>
   <translation>{0}: '{1}' ist kein Raster, das gelesen werden kann.</translation>
  </message>
  <message>
   <source>{0}: '{1}' is not a vector layer that can be read.</source>
   <translation>{0}: '{1}' ist kein Vektorlayer, der gelesen werden kann.</translation>
  </message>
  <message>
   <source>{0}: as near to the true displacement as {1}, which follows the points closer</source>
   <translation>{0}: der wahren Verschiebung so nahe wie {1}, das den Punkten enger folgt</translation>
  </message>
  <message>
   <source>{0}: imported from {1}, {2}: {3}.</source>
   <translation>{0}: aus {1} importiert, {2}: {3}.</translation>
  </message>
  <message>
   <source>{0}: its held-out squared error is {1} below that of {2}</source>
   <translation>{0}: sein quadratischer Fehler an zurückgehaltenen Punkten liegt {1} unter dem von {2}</translation>
  </message>
  <message>
   <source>{0}: none of the more flexible transforms has a significantly smaller held-out error</source>
   <translation>{0}: keine der biegsameren Transformationen hat an zurückgehaltenen Punkten einen bedeutsam kleineren Fehler</translation>
  </message>
  <message>
   <source>{0}: not trained on.</source>
   <translation>{0}: Daran wird nicht trainiert.</translation>
  </message>
  <message>
   <source>{0}: the folder {1} cannot be written to ({2}).</source>
   <translation>{0}: In den Ordner {1} kann nicht geschrieben werden ({2}).</translation>
  </message>
  <message>
   <source>{0}: there is neither a file nor a folder {1}.</source>
   <translation>{0}: Es gibt weder eine Datei noch einen Ordner {1}.</translation>
  </message>
  <message>
   <source>{0}: there is no file {1}.</source>
   <translation>{0}: Es gibt keine Datei {1}.</translation>
  </message>
  <message>
   <source>{0}: there is no folder {1}.</source>
   <translation>{0}: Es gibt keinen Ordner {1}.</translation>
  </message>
  <message>
   <source>{0}: {1} goes from {2} to {3}, but there are {4} classes.</source>
   <translation>{0}: {1} geht von {2} bis {3}, aber es gibt {4} Klassen.</translation>
  </message>
  <message>
   <source>{0}: {1} is a folder.</source>
   <translation>{0}: {1} ist ein Ordner.</translation>
  </message>
  <message>
   <source>{0}: {1} is none of {2}.</source>
   <translation>{0}: {1} ist keines von {2}.</translation>
  </message>
  <message>
   <source>{rank}: {similarity:.3f}, {distance} bits</source>
   <translation>{rank}: {similarity:.3f}, {distance} Bits</translation>
  </message>
  <message>
   <source>{value} everywhere</source>
   <translation>überall {value}</translation>
  </message>
  <message>
   <source>{template} in {input}</source>
   <translation>{template} in {input}</translation>
  </message>
  <message>
   <source>Guess</source>
   <translation>Anfangsschätzung</translation>
  </message>
  <message>
   <source>input, seen through the homography</source>
   <translation>Eingabe, durch die Homographie gesehen</translation>
  </message>
  <message>
   <source>template</source>
   <translation>Ausschnitt</translation>
  </message>
  <message>
   <source>both, in squares</source>
   <translation>beide, in Quadraten</translation>
  </message>
  <message>
   <source>Change from {before} to {after}</source>
   <translation>Veränderung von {before} zu {after}</translation>
  </message>
  <message>
   <source>Queries</source>
   <translation>Abfragen</translation>
  </message>
  <message>
   <source>How right the search is</source>
   <translation>Wie richtig die Suche ist</translation>
  </message>
  <message>
   <source>Networks</source>
   <translation>Netze</translation>
  </message>
  <message>
   <source>one for each fold, trained on the others</source>
   <translation>eines für jeden Teil, an den anderen trainiert</translation>
  </message>
  <message>
   <source>generated scenes</source>
   <translation>erzeugte Szenen</translation>
  </message>
  <message>
   <source>input, template</source>
   <translation>Eingabe, Ausschnitt</translation>
  </message>
  <message>
   <source>training</source>
   <translation>Training</translation>
  </message>
  <message>
   <source>validation</source>
   <translation>Validierung</translation>
  </message>
  <message>
   <source>{target} on {reference}</source>
   <translation>{target} auf {reference}</translation>
  </message>
  <message>
   <source>map units</source>
   <translation>Karteneinheiten</translation>
  </message>
  <message>
   <source>Place {number}</source>
   <translation>Ort {number}</translation>
  </message>
  <message>
   <source>test</source>
   <translation>Test</translation>
  </message>
  <message>
   <source>Scene change from {before} to {after}</source>
   <translation>Szenenveränderung von {before} zu {after}</translation>
  </message>
  <message>
   <source>{backbone} with the fusion block</source>
   <translation>{backbone} mit dem Fusionsblock</translation>
  </message>
  <message>
   <source>place {number}</source>
   <translation>Ort {number}</translation>
  </message>
  <message>
   <source>Similar tiles in {index}</source>
   <translation>Ähnliche Kacheln in {index}</translation>
  </message>
  <message>
   <source>{model}, {bits} bits</source>
   <translation>{model}, {bits} Bits</translation>
  </message>
  <message>
   <source>Examples</source>
   <translation>Beispiele</translation>
  </message>
  <message>
   <source>example</source>
   <translation>Beispiel</translation>
  </message>
  <message>
   <source>not wanted</source>
   <translation>nicht gewünscht</translation>
  </message>
  <message>
   <source>not known</source>
   <translation>nicht bekannt</translation>
  </message>
  <message>
   <source>estimator</source>
   <translation>Schätzer</translation>
  </message>
  <message>
   <source>group</source>
   <translation>Gruppe</translation>
  </message>
  <message>
   <source>samples</source>
   <translation>Beispiele</translation>
  </message>
  <message>
   <source>median px</source>
   <translation>Median px</translation>
  </message>
  <message>
   <source>mean px</source>
   <translation>Mittel px</translation>
  </message>
  <message>
   <source>s / sample</source>
   <translation>s / Beispiel</translation>
  </message>
  <message>
   <source>present</source>
   <translation>vorhanden</translation>
  </message>
  <message>
   <source>missing</source>
   <translation>fehlt</translation>
  </message>
  <message>
   <source>damaged</source>
   <translation>beschädigt</translation>
  </message>
  <message>
   <source>Animation of an alignment in {count} steps</source>
   <translation>Animation einer Ausrichtung in {count} Schritten</translation>
  </message>
  <message>
   <source>{distance:.2f} px from the end</source>
   <translation>{distance:.2f} px vom Ende</translation>
  </message>
  <message>
   <source>initial guess</source>
   <translation>Anfangsschätzung</translation>
  </message>
  <message>
   <source>level {level}, step {step}</source>
   <translation>Stufe {level}, Schritt {step}</translation>
  </message>
  <message>
   <source>Drag the line to compare the raster before on its left with the other picture on its right. 'Changed' is the raster after with the changed pixels in red.</source>
   <translation>Ziehen Sie die Linie, um das Raster vorher links von ihr mit dem anderen Bild rechts von ihr zu vergleichen. 'Verändert' ist das Raster nachher mit den veränderten Pixeln in Rot.</translation>
  </message>
  <message>
   <source>Evidence of change, from 0 to 1; empty where one of the two carries no data or an area was to be ignored. Pixels above the threshold have changed.</source>
   <translation>Belege für Veränderung, von 0 bis 1; leer, wo eines der beiden keine Daten trägt oder eine Fläche zu übergehen war. Pixel über der Schwelle haben sich verändert.</translation>
  </message>
  <message>
   <source>How many pixels of the map above have which magnitude. Change that stands out is a tail to the right, well away from the bulk that has not changed; where there is no gap, the threshold decides much.</source>
   <translation>Wie viele Pixel der Karte oben welche Stärke haben. Veränderung, die hervortritt, ist ein Ausläufer nach rechts, deutlich abgesetzt von der Masse, die sich nicht verändert hat; wo keine Lücke ist, entscheidet die Schwelle viel.</translation>
  </message>
  <message>
   <source>Of the pixels that carry data in both rasters.</source>
   <translation>Von den Pixeln, die in beiden Rastern Daten tragen.</translation>
  </message>
  <message>
   <source>In square map units.</source>
   <translation>In Quadrat-Karteneinheiten.</translation>
  </message>
  <message>
   <source>Changed pixels that touch each other, corners included.</source>
   <translation>Veränderte Pixel, die sich berühren, auch über Eck.</translation>
  </message>
  <message>
   <source>Magnitude above which a pixel has changed.</source>
   <translation>Stärke, über der sich ein Pixel verändert hat.</translation>
  </message>
  <message>
   <source>Root mean square, in pixels of the map. What is misregistered looks changed along its edges.</source>
   <translation>Quadratisches Mittel, in Pixeln der Karte. Was falsch liegt, sieht an seinen Kanten verändert aus.</translation>
  </message>
  <message>
   <source>Differences that a shift so small explains are not counted.</source>
   <translation>Unterschiede, die eine so kleine Verschiebung erklärt, zählen nicht.</translation>
  </message>
  <message>
   <source>magnitude</source>
   <translation>Stärke</translation>
  </message>
  <message>
   <source>pixels</source>
   <translation>Pixel</translation>
  </message>
  <message>
   <source>Changed</source>
   <translation>Verändert</translation>
  </message>
  <message>
   <source>Changed area</source>
   <translation>Veränderte Fläche</translation>
  </message>
  <message>
   <source>Misregistration</source>
   <translation>Fehllage</translation>
  </message>
  <message>
   <source>Time</source>
   <translation>Dauer</translation>
  </message>
  <message>
   <source>Before, after and changed</source>
   <translation>Vorher, nachher und verändert</translation>
  </message>
  <message>
   <source>What was done</source>
   <translation>Was getan wurde</translation>
  </message>
  <message>
   <source>{first} and {second}</source>
   <translation>{first} und {second}</translation>
  </message>
  <message>
   <source>threshold</source>
   <translation>Schwelle</translation>
  </message>
  <message>
   <source>Map of {count} tie points with arrows, drawn {times} times longer than in the map</source>
   <translation>Karte von {count} Passpunkten mit Pfeilen, {times}-mal länger gezeichnet als in der Karte</translation>
  </message>
  <message>
   <source>not used</source>
   <translation>nicht verwendet</translation>
  </message>
  <message>
   <source>error</source>
   <translation>Fehler</translation>
  </message>
  <message>
   <source>{part} of {whole} tie points are drawn, chosen evenly at random.</source>
   <translation>{part} von {whole} Passpunkten sind gezeichnet, gleichmäßig zufällig ausgewählt.</translation>
  </message>
  <message>
   <source>up to {last:g}</source>
   <translation>bis {last:g}</translation>
  </message>
  <message>
   <source>above {value}</source>
   <translation>über {value}</translation>
  </message>
  <message>
   <source>Map of the number of tie points per cell</source>
   <translation>Karte der Anzahl von Passpunkten je Zelle</translation>
  </message>
  <message>
   <source>Map of the values in colour</source>
   <translation>Karte der Werte in Farbe</translation>
  </message>
  <message>
   <source>{first} to {last}</source>
   <translation>{first} bis {last}</translation>
  </message>
  <message>
   <source>{label} ({unit})</source>
   <translation>{label}, {unit}</translation>
  </message>
  <message>
   <source>Histogram of {title} of {count} {what}</source>
   <translation>Histogramm: {title}, {count} {what}</translation>
  </message>
  <message>
   <source>held-out error vectors</source>
   <translation>Fehlervektoren an zurückgehaltenen Punkten</translation>
  </message>
  <message>
   <source>cross: mean; {count} outside, drawn on the rim</source>
   <translation>Kreuz: Mittel; {count} außerhalb, am Rand gezeichnet</translation>
  </message>
  <message>
   <source>cross: mean</source>
   <translation>Kreuz: Mittel</translation>
  </message>
  <message>
   <source>Scatter of {count} {what}</source>
   <translation>Streudiagramm: {count} {what}</translation>
  </message>
  <message>
   <source>shift of {length}, drawn {times} times longer</source>
   <translation>Verschiebung von {length}, {times}-mal länger gezeichnet</translation>
  </message>
  <message>
   <source>shift of {length}, drawn to scale</source>
   <translation>Verschiebung von {length}, maßstäblich gezeichnet</translation>
  </message>
  <message>
   <source>shift {length}</source>
   <translation>Verschiebung {length}</translation>
  </message>
  <message>
   <source>{label} in {unit}</source>
   <translation>{label} in {unit}</translation>
  </message>
  <message>
   <source>tie points</source>
   <translation>Passpunkte</translation>
  </message>
  <message>
   <source>map {length}</source>
   <translation>Karte {length}</translation>
  </message>
  <message>
   <source>{first:g} to {last:g}</source>
   <translation>{first:g} bis {last:g}</translation>
  </message>
  <message>
   <source>last bar: {count} {range}</source>
   <translation>letzter Balken: {count} {range}</translation>
  </message>
  <message>
   <source>rings in {unit}</source>
   <translation>Ringe in {unit}</translation>
  </message>
  <message>
   <source>How many samples have an error below each limit. A line that ends lower than the others at the right is of an estimator that fails, or is far off, more often; one that rises earlier is more exact where it succeeds.</source>
   <translation>Wie viele Beispiele einen Fehler unter jeder Grenze haben. Eine Linie, die rechts tiefer endet als die anderen, gehört zu einem Schätzer, der öfter scheitert oder weit daneben liegt; eine, die früher steigt, zu einem, der genauer ist, wo er Erfolg hat.</translation>
  </message>
  <message>
   <source>The error of a sample is the mean distance of the template's four corners from where they belong, in pixels of the input.</source>
   <translation>Der Fehler eines Beispiels ist der mittlere Abstand der vier Ecken des Ausschnitts von dort, wo sie hingehören, in Pixeln der Eingabe.</translation>
  </message>
  <message>
   <source>The median is of all samples, the mean of those in which something was found; seconds are of one sample.</source>
   <translation>Der Median gilt für alle Beispiele, das Mittel für die, in denen etwas gefunden wurde; die Sekunden sind die eines Beispiels.</translation>
  </message>
  <message>
   <source>Without {part} of {whole} samples in which nothing was found.</source>
   <translation>Ohne {part} von {whole} Beispielen, in denen nichts gefunden wurde.</translation>
  </message>
  <message>
   <source>Corner errors</source>
   <translation>Eckenfehler</translation>
  </message>
  <message>
   <source>corner error</source>
   <translation>Eckenfehler</translation>
  </message>
  <message>
   <source>{count} samples.</source>
   <translation>{count} Beispiele.</translation>
  </message>
  <message>
   <source>All limits.</source>
   <translation>Alle Grenzen.</translation>
  </message>
  <message>
   <source>Small ones in more detail.</source>
   <translation>Kleine genauer.</translation>
  </message>
  <message>
   <source>Share of samples</source>
   <translation>Anteil der Beispiele</translation>
  </message>
  <message>
   <source>How often each error occurs</source>
   <translation>Wie oft jeder Fehler vorkommt</translation>
  </message>
  <message>
   <source>{name}, within 1 px</source>
   <translation>{name}, auf 1 px genau</translation>
  </message>
  <message>
   <source>Repeat this run</source>
   <translation>Diesen Lauf wiederholen</translation>
  </message>
  <message>
   <source>median</source>
   <translation>Median</translation>
  </message>
  <message>
   <source>Curve of {label} over {count:.0f} steps</source>
   <translation>Kurve: {label}, über {count:.0f} Schritte</translation>
  </message>
  <message>
   <source>{name}: {value} at the end</source>
   <translation>{name}: {value} am Ende</translation>
  </message>
  <message>
   <source>step</source>
   <translation>Schritt</translation>
  </message>
  <message>
   <source>Left the input with the outline of the template, whose upper edge is red; right what lies below the outline and the template in alternating squares: where lines run on from square to square, they agree.</source>
   <translation>Links die Eingabe mit dem Umriss des Ausschnitts, dessen obere Kante rot ist; rechts, was unter dem Umriss liegt, und der Ausschnitt in abwechselnden Quadraten: Wo Linien von Quadrat zu Quadrat weiterlaufen, stimmen sie überein.</translation>
  </message>
  <message>
   <source>What the networks make of both, the finest level first; each map has colours of its own. The solver goes through them from right to left, and makes the differences between those of the input and of the template as small as it can.</source>
   <translation>Was die Netze aus beiden machen, die feinste Stufe zuerst; jede Karte hat ihre eigenen Farben. Das Lösungsverfahren geht sie von rechts nach links durch und macht die Unterschiede zwischen denen der Eingabe und denen des Ausschnitts so klein wie möglich.</translation>
  </message>
  <message>
   <source>{count} steps moved the template's corners by {distance:.1f} px on average.</source>
   <translation>{count} Schritte haben die Ecken des Ausschnitts im Mittel um {distance:.1f} px bewegt.</translation>
  </message>
  <message>
   <source>This was not believed, and the guess kept: {reason}.</source>
   <translation>Das wurde nicht geglaubt und die Anfangsschätzung behalten: {reason}.</translation>
  </message>
  <message>
   <source>Maps of input and template</source>
   <translation>Karten von Eingabe und Ausschnitt</translation>
  </message>
  <message>
   <source>{name}: {share:.1%} below {limit}</source>
   <translation>{name}: {share:.1%} unter {limit}</translation>
  </message>
  <message>
   <source>Share of samples below each {label} of {names}</source>
   <translation>Anteil der Beispiele unter jedem Wert ({label}): {names}</translation>
  </message>
  <message>
   <source>share of samples</source>
   <translation>Anteil der Beispiele</translation>
  </message>
  <message>
   <source>{label} below ({unit})</source>
   <translation>{label} unter ({unit})</translation>
  </message>
  <message>
   <source>{label} below</source>
   <translation>{label} unter</translation>
  </message>
  <message>
   <source>{name}, level {level}: {low} to {high}</source>
   <translation>{name}, Stufe {level}: {low} bis {high}</translation>
  </message>
  <message>
   <source>input</source>
   <translation>Eingabe</translation>
  </message>
  <message>
   <source>detail {number}</source>
   <translation>Detail {number}</translation>
  </message>
  <message>
   <source>Before: checkerboard of reference and target</source>
   <translation>Vorher: Schachbrett aus Referenz und auszurichtendem Raster</translation>
  </message>
  <message>
   <source>After: checkerboard of reference and target</source>
   <translation>Nachher: Schachbrett aus Referenz und ausgerichtetem Raster</translation>
  </message>
  <message>
   <source>{label}: reference</source>
   <translation>{label}: Referenz</translation>
  </message>
  <message>
   <source>before</source>
   <translation>vorher</translation>
  </message>
  <message>
   <source>after</source>
   <translation>nachher</translation>
  </message>
  <message>
   <source>unknown</source>
   <translation>unbekannt</translation>
  </message>
  <message>
   <source>The first {count} are shown.</source>
   <translation>Gezeigt sind die ersten {count}.</translation>
  </message>
  <message>
   <source>Found</source>
   <translation>Gefunden</translation>
  </message>
  <message>
   <source>Index</source>
   <translation>Index</translation>
  </message>
  <message>
   <source>{count} tiles</source>
   <translation>{count} Kacheln</translation>
  </message>
  <message>
   <source>not there</source>
   <translation>nicht da</translation>
  </message>
  <message>
   <source>held-out error</source>
   <translation>Fehler (zurückgehalten)</translation>
  </message>
  <message>
   <source>Reference and target with lines between {used} of {all_used} used tie points</source>
   <translation>Referenz und auszurichtendes Raster mit Linien zwischen {used} von {all_used} verwendeten Passpunkten</translation>
  </message>
  <message>
   <source>Drawn are {used} of {all_used} used tie points, spread evenly over the reference; the numbers in brackets count all of them.</source>
   <translation>Gezeichnet sind {used} von {all_used} verwendeten Passpunkten, gleichmäßig über die Referenz verteilt; die Zahlen in Klammern zählen alle.</translation>
  </message>
  <message>
   <source>Reference and target with lines between {used} of {all_used} used and {rejected} of {all_rejected} rejected tie points</source>
   <translation>Referenz und auszurichtendes Raster mit Linien zwischen {used} von {all_used} verwendeten und {rejected} von {all_rejected} abgelehnten Passpunkten</translation>
  </message>
  <message>
   <source>Drawn are {used} of {all_used} used and {rejected} of {all_rejected} rejected tie points, spread evenly over the reference; the numbers in brackets count all of them.</source>
   <translation>Gezeichnet sind {used} von {all_used} verwendeten und {rejected} von {all_rejected} abgelehnten Passpunkten, gleichmäßig über die Referenz verteilt; die Zahlen in Klammern zählen alle.</translation>
  </message>
  <message>
   <source>Target, as it came</source>
   <translation>Auszurichtendes Raster, unverändert</translation>
  </message>
  <message>
   <source>Tie point {number}: {label} {length}</source>
   <translation>Passpunkt {number}: {label} {length}</translation>
  </message>
  <message>
   <source>score {value}</source>
   <translation>Güte {value}</translation>
  </message>
  <message>
   <source>A model is verified where the checksum of its file is the one that was published with it. Missing ones are fetched with 'Fetch model', or got elsewhere and imported with 'Import model'.</source>
   <translation>Ein Modell ist geprüft, wo die Prüfsumme seiner Datei die ist, die mit ihm veröffentlicht wurde. Fehlende werden mit 'Modell holen' geholt, oder anderswo beschafft und mit 'Modell importieren' importiert.</translation>
  </message>
  <message>
   <source>Of values 0 ... 255, for each band: (value * scale - mean) / std.</source>
   <translation>Von Werten 0 ... 255, für jeden Kanal: (Wert * scale - mean) / std.</translation>
  </message>
  <message>
   <source>Id</source>
   <translation>Kennung</translation>
  </message>
  <message>
   <source>Title</source>
   <translation>Titel</translation>
  </message>
  <message>
   <source>Size</source>
   <translation>Größe</translation>
  </message>
  <message>
   <source>State</source>
   <translation>Zustand</translation>
  </message>
  <message>
   <source>Verified</source>
   <translation>Geprüft</translation>
  </message>
  <message>
   <source>Why</source>
   <translation>Warum</translation>
  </message>
  <message>
   <source>Licence</source>
   <translation>Lizenz</translation>
  </message>
  <message>
   <source>Methods</source>
   <translation>Verfahren</translation>
  </message>
  <message>
   <source>Bands and preprocessing</source>
   <translation>Kanäle und Vorverarbeitung</translation>
  </message>
  <message>
   <source>File or address</source>
   <translation>Datei oder Adresse</translation>
  </message>
  <message>
   <source>Here</source>
   <translation>Hier</translation>
  </message>
  <message>
   <source>Fetched, imported and trained models.</source>
   <translation>Geholte, importierte und trainierte Modelle.</translation>
  </message>
  <message>
   <source>What they are fed, and where they lie</source>
   <translation>Was sie bekommen, und wo sie liegen</translation>
  </message>
  <message>
   <source>slider</source>
   <translation>Schieber</translation>
  </message>
  <message>
   <source>flicker</source>
   <translation>Wechselbild</translation>
  </message>
  <message>
   <source>checkerboard</source>
   <translation>Schachbrett</translation>
  </message>
  <message>
   <source>Checkerboard of two pictures</source>
   <translation>Schachbrett aus zwei Bildern</translation>
  </message>
  <message>
   <source>Picture with the reference's edges in cyan</source>
   <translation>Bild mit den Kanten der Referenz in Cyan</translation>
  </message>
  <message>
   <source>Target</source>
   <translation>Auszurichtendes Raster</translation>
  </message>
  <message>
   <source>Target before</source>
   <translation>Raster vorher</translation>
  </message>
  <message>
   <source>Target after</source>
   <translation>Raster nachher</translation>
  </message>
  <message>
   <source>Edges of the reference</source>
   <translation>Kanten der Referenz</translation>
  </message>
  <message>
   <source>Dividing line</source>
   <translation>Trennlinie</translation>
  </message>
  <message>
   <source>reference edges in cyan</source>
   <translation>Kanten der Referenz in Cyan</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>Zeigen</translation>
  </message>
  <message>
   <source>as</source>
   <translation>als</translation>
  </message>
  <message>
   <source>Co-registration report</source>
   <translation>Bericht der Koregistrierung</translation>
  </message>
  <message>
   <source>Alignment assessment</source>
   <translation>Beurteilung der Ausrichtung</translation>
  </message>
  <message>
   <source>{part} of {whole}</source>
   <translation>{part} von {whole}</translation>
  </message>
  <message>
   <source>Held-out RMSE</source>
   <translation>RMSE an zurückgehaltenen Punkten</translation>
  </message>
  <message>
   <source>Held-out CE90</source>
   <translation>CE90 an zurückgehaltenen Punkten</translation>
  </message>
  <message>
   <source>Held-out RMSE, raw</source>
   <translation>RMSE an zurückgehaltenen Punkten, roh</translation>
  </message>
  <message>
   <source>Misalignment, RMSE</source>
   <translation>Fehllage, RMSE</translation>
  </message>
  <message>
   <source>Misalignment, CE90</source>
   <translation>Fehllage, CE90</translation>
  </message>
  <message>
   <source>Tie points used</source>
   <translation>Verwendete Passpunkte</translation>
  </message>
  <message>
   <source>Median shift</source>
   <translation>Mittlere Verschiebung</translation>
  </message>
  <message>
   <source>Drag the line to compare the raster before on its left with the other picture on its right. 'Changed' is the raster after with the tiles in red whose class has changed.</source>
   <translation>Ziehen Sie die Linie, um das Raster vorher links von ihr mit dem anderen Bild rechts von ihr zu vergleichen. 'Verändert' ist das Raster nachher mit den Kacheln in Rot, deren Klasse sich verändert hat.</translation>
  </message>
  <message>
   <source>The class of each tile on both dates; white where none was looked at.</source>
   <translation>Die Klasse jeder Kachel zu beiden Zeitpunkten; weiß, wo keine angesehen wurde.</translation>
  </message>
  <message>
   <source>How many tiles went from the class of the row to that of the column. On the diagonal nothing has changed. Classes that were not found on either date are left out.</source>
   <translation>Wie viele Kacheln von der Klasse der Zeile zu der der Spalte übergingen. Auf der Diagonalen hat sich nichts verändert. Klassen, die zu keinem Zeitpunkt gefunden wurden, sind ausgelassen.</translation>
  </message>
  <message>
   <source>The changes that occur most often.</source>
   <translation>Die häufigsten Veränderungen.</translation>
  </message>
  <message>
   <source>Mean of how far the network finds the dates to agree, 0 to 1, where the class is the same, and where it is not.</source>
   <translation>Wie sehr das Netz die Zeitpunkte im Mittel übereinstimmen findet, 0 bis 1, wo die Klasse dieselbe ist, und wo nicht.</translation>
  </message>
  <message>
   <source>Mean of the product of both classes' probabilities: low where the network is not sure.</source>
   <translation>Mittel des Produkts der Wahrscheinlichkeiten beider Klassen: niedrig, wo das Netz nicht sicher ist.</translation>
  </message>
  <message>
   <source>Whole tiles that were left out for lack of data.</source>
   <translation>Ganze Kacheln, die mangels Daten ausgelassen wurden.</translation>
  </message>
  <message>
   <source>From</source>
   <translation>Von</translation>
  </message>
  <message>
   <source>To</source>
   <translation>Zu</translation>
  </message>
  <message>
   <source>Share of all</source>
   <translation>Anteil an allen</translation>
  </message>
  <message>
   <source>{part} of {whole} tiles.</source>
   <translation>{part} von {whole} Kacheln.</translation>
  </message>
  <message>
   <source>Tile</source>
   <translation>Kachel</translation>
  </message>
  <message>
   <source>One every {stride} px.</source>
   <translation>Alle {stride} px eine.</translation>
  </message>
  <message>
   <source>Left out</source>
   <translation>Ausgelassen</translation>
  </message>
  <message>
   <source>Confidence</source>
   <translation>Sicherheit</translation>
  </message>
  <message>
   <source>Gate</source>
   <translation>Gate</translation>
  </message>
  <message>
   <source>Network</source>
   <translation>Netz</translation>
  </message>
  <message>
   <source>Classes</source>
   <translation>Klassen</translation>
  </message>
  <message>
   <source>From which class to which</source>
   <translation>Von welcher Klasse zu welcher</translation>
  </message>
  <message>
   <source>sum</source>
   <translation>Summe</translation>
  </message>
  <message>
   <source>Most frequent changes</source>
   <translation>Häufigste Veränderungen</translation>
  </message>
  <message>
   <source>from / to</source>
   <translation>von / zu</translation>
  </message>
  <message>
   <source>The loss falls while the model learns; the shares should rise with it. Shares that fall while the loss goes on falling mean that it learns its tiles by heart: train fewer steps, or on more tiles. Kept is what validated best.</source>
   <translation>Der Verlust fällt, während das Modell lernt; die Anteile sollten dabei steigen. Anteile, die fallen, während der Verlust weiter fällt, heißen, dass es seine Kacheln auswendig lernt: Trainieren Sie weniger Schritte oder mit mehr Kacheln. Behalten wird, was bei der Validierung am besten war.</translation>
  </message>
  <message>
   <source>Of the tiles kept for validation: both classes right, and the mean of the shares of either date.</source>
   <translation>Von den zur Validierung zurückgehaltenen Kacheln: beide Klassen richtig, und das Mittel der Anteile beider Zeitpunkte.</translation>
  </message>
  <message>
   <source>Rows are the truth, columns what was found; on the diagonal it was right. Tiles, and their share of the row. Classes that do not occur are left out.</source>
   <translation>Zeilen sind die Wahrheit, Spalten, was gefunden wurde; auf der Diagonalen war es richtig. Kacheln und ihr Anteil an der Zeile. Klassen, die nicht vorkommen, sind ausgelassen.</translation>
  </message>
  <message>
   <source>What it was trained, validated and tested on; no tile is in two of them.</source>
   <translation>Womit es trainiert, validiert und getestet wurde; keine Kachel ist in zweien davon.</translation>
  </message>
  <message>
   <source>Class before right</source>
   <translation>Klasse vorher richtig</translation>
  </message>
  <message>
   <source>Class after right</source>
   <translation>Klasse nachher richtig</translation>
  </message>
  <message>
   <source>Change right</source>
   <translation>Veränderung richtig</translation>
  </message>
  <message>
   <source>Whether the class has changed at all.</source>
   <translation>Ob sich die Klasse überhaupt verändert hat.</translation>
  </message>
  <message>
   <source>Transition right</source>
   <translation>Übergang richtig</translation>
  </message>
  <message>
   <source>Both classes are right.</source>
   <translation>Beide Klassen sind richtig.</translation>
  </message>
  <message>
   <source>Kappa before</source>
   <translation>Kappa vorher</translation>
  </message>
  <message>
   <source>Agreement beyond chance, up to 1.</source>
   <translation>Übereinstimmung über den Zufall hinaus, bis 1.</translation>
  </message>
  <message>
   <source>Kappa after</source>
   <translation>Kappa nachher</translation>
  </message>
  <message>
   <source>Of {count} tiles of the test.</source>
   <translation>Von {count} Kacheln des Tests.</translation>
  </message>
  <message>
   <source>Of the validation: there is no test.</source>
   <translation>Von der Validierung: Es gibt keinen Test.</translation>
  </message>
  <message>
   <source>Use</source>
   <translation>Verwendung</translation>
  </message>
  <message>
   <source>Dates</source>
   <translation>Zeitpunkte</translation>
  </message>
  <message>
   <source>Curve</source>
   <translation>Kurve</translation>
  </message>
  <message>
   <source>Updates of the network; kept is step {step}.</source>
   <translation>Aktualisierungen des Netzes; behalten ist Schritt {step}.</translation>
  </message>
  <message>
   <source>Begun with</source>
   <translation>Begonnen mit</translation>
  </message>
  <message>
   <source>{train}, {validation} and {test}</source>
   <translation>{train}, {validation} und {test}</translation>
  </message>
  <message>
   <source>Trained on, kept for validation, and for the test.</source>
   <translation>Zum Training, zur Validierung und zum Test.</translation>
  </message>
  <message>
   <source>Which classes are mixed up</source>
   <translation>Welche Klassen verwechselt werden</translation>
  </message>
  <message>
   <source>share of tiles right</source>
   <translation>Anteil richtiger Kacheln</translation>
  </message>
  <message>
   <source>loss</source>
   <translation>Verlust</translation>
  </message>
  <message>
   <source>transition</source>
   <translation>Übergang</translation>
  </message>
  <message>
   <source>classes</source>
   <translation>Klassen</translation>
  </message>
  <message>
   <source>truth / found</source>
   <translation>Wahrheit / gefunden</translation>
  </message>
  <message>
   <source>The query is framed blue; the tiles found follow, nearest first, with rank and class, framed red where the class is another. A red frame is not always a blunder: a class is a word, and tiles of two words can look alike.</source>
   <translation>Die Abfrage ist blau gerahmt; es folgen die gefundenen Kacheln, die nächste zuerst, mit Rang und Klasse, rot gerahmt, wo die Klasse eine andere ist. Ein roter Rahmen ist nicht immer ein grober Fehler: Eine Klasse ist ein Wort, und Kacheln zweier Wörter können gleich aussehen.</translation>
  </message>
  <message>
   <source>Of whole rankings, mean over queries: the best precision there is at a recall or beyond it.</source>
   <translation>Von ganzen Rangfolgen, Mittel über die Abfragen: die beste Präzision, die es bei einer Ausbeute oder darüber gibt.</translation>
  </message>
  <message>
   <source>What the network says of each bit before it is rounded. Values near 0 or 1 are decided; what lies between is lost when it becomes a bit.</source>
   <translation>Was das Netz von jedem Bit sagt, bevor gerundet wird. Werte nahe 0 oder 1 sind entschieden; was dazwischen liegt, geht verloren, wenn es ein Bit wird.</translation>
  </message>
  <message>
   <source>Where its tiles are the queries.</source>
   <translation>Wo ihre Kacheln die Abfragen sind.</translation>
  </message>
  <message>
   <source>The same queries in each archive that was asked for. Folds: every fold asks in turn; the deviation is the standard deviation over folds, with n - 1.</source>
   <translation>Dieselben Abfragen in jedem verlangten Archiv. Teile: Jeder Teil fragt der Reihe nach; die Abweichung ist die Standardabweichung über die Teile, mit n - 1.</translation>
  </message>
  <message>
   <source>Mean average precision of the nearest, over the relevant ones found, as the hashing papers print it: it flatters.</source>
   <translation>Mittlere durchschnittliche Präzision der nächsten, über die gefundenen passenden, wie Hashing-Arbeiten sie drucken: Sie schmeichelt.</translation>
  </message>
  <message>
   <source>The same, expected over all orders of tiles that are equally far.</source>
   <translation>Dasselbe, erwartet über alle Reihenfolgen gleich weit entfernter Kacheln.</translation>
  </message>
  <message>
   <source>A query and what was found</source>
   <translation>Eine Abfrage und was gefunden wurde</translation>
  </message>
  <message>
   <source>Class</source>
   <translation>Klasse</translation>
  </message>
  <message>
   <source>Precision@{count}</source>
   <translation>Präzision@{count}</translation>
  </message>
  <message>
   <source>ties at random</source>
   <translation>Gleichstände zufällig</translation>
  </message>
  <message>
   <source>Recall@{count}</source>
   <translation>Ausbeute@{count}</translation>
  </message>
  <message>
   <source>by real values</source>
   <translation>nach reellen Werten</translation>
  </message>
  <message>
   <source>chance</source>
   <translation>Zufall</translation>
  </message>
  <message>
   <source>precision at best</source>
   <translation>Präzision bestenfalls</translation>
  </message>
  <message>
   <source>Archives and folds</source>
   <translation>Archive und Teile</translation>
  </message>
  <message>
   <source>mAP@{count}, ties at random</source>
   <translation>mAP@{count}, Gleichstände zufällig</translation>
  </message>
  <message>
   <source>Share of the nearest that is of the query's class.</source>
   <translation>Anteil der nächsten, der von der Klasse der Abfrage ist.</translation>
  </message>
  <message>
   <source>Share of all tiles of the class that is among the nearest.</source>
   <translation>Anteil aller Kacheln der Klasse, der unter den nächsten ist.</translation>
  </message>
  <message>
   <source>Of whole rankings, over all relevant ones; {expected:.3f} with ties at random.</source>
   <translation>Ganzer Rangfolgen, über alle passenden; {expected:.3f} mit Gleichständen in zufälliger Reihenfolge.</translation>
  </message>
  <message>
   <source>By real values</source>
   <translation>Nach reellen Werten</translation>
  </message>
  <message>
   <source>mAP@{count} before values become bits: bits cost {gap:.3f}.</source>
   <translation>mAP@{count}, bevor Werte Bits werden: Bits kosten {gap:.3f}.</translation>
  </message>
  <message>
   <source>By chance</source>
   <translation>Zufällig</translation>
  </message>
  <message>
   <source>Share of the archive that is of a query's class.</source>
   <translation>Anteil des Archivs, der von der Klasse einer Abfrage ist.</translation>
  </message>
  <message>
   <source>Queries and archive</source>
   <translation>Abfragen und Archiv</translation>
  </message>
  <message>
   <source>Codes of {bits} bits; {ms:.2f} ms a query.</source>
   <translation>Codes von {bits} Bits; {ms:.2f} ms je Abfrage.</translation>
  </message>
  <message>
   <source>Precision and recall</source>
   <translation>Präzision und Ausbeute</translation>
  </message>
  <message>
   <source>Values before they become bits</source>
   <translation>Werte, bevor sie Bits werden</translation>
  </message>
  <message>
   <source>Training</source>
   <translation>Training</translation>
  </message>
  <message>
   <source>What was asked</source>
   <translation>Was gefragt wurde</translation>
  </message>
  <message>
   <source>of tiles kept for validation</source>
   <translation>von Kacheln der Validierung</translation>
  </message>
  <message>
   <source>Found instead</source>
   <translation>Stattdessen gefunden</translation>
  </message>
  <message>
   <source>precision, over recall in %</source>
   <translation>Präzision, über Ausbeute in %</translation>
  </message>
  <message>
   <source>precision@20</source>
   <translation>Präzision@20</translation>
  </message>
  <message>
   <source>fold {number}</source>
   <translation>Teil {number}</translation>
  </message>
  <message>
   <source>mean</source>
   <translation>Mittel</translation>
  </message>
  <message>
   <source>deviation</source>
   <translation>Abweichung</translation>
  </message>
  <message>
   <source>By the encoder alone</source>
   <translation>Nach dem Kodierer allein</translation>
  </message>
  <message>
   <source>mAP@{count} of its features, by their cosine.</source>
   <translation>mAP@{count} seiner Merkmale, nach ihrem Kosinus.</translation>
  </message>
  <message>
   <source>precision</source>
   <translation>Präzision</translation>
  </message>
  <message>
   <source>value</source>
   <translation>Wert</translation>
  </message>
  <message>
   <source>of {count} values</source>
   <translation>von {count} Werten</translation>
  </message>
  <message>
   <source>Coordinate system</source>
   <translation>Koordinatensystem</translation>
  </message>
  <message>
   <source>Pixel size</source>
   <translation>Pixelgröße</translation>
  </message>
  <message>
   <source>Data type</source>
   <translation>Datentyp</translation>
  </message>
  <message>
   <source>Matched bands</source>
   <translation>Zugeordnete Kanäle</translation>
  </message>
  <message>
   <source>Reference (stays)</source>
   <translation>Referenz (bleibt)</translation>
  </message>
  <message>
   <source>Target (is moved)</source>
   <translation>Auszurichtendes Raster (wird bewegt)</translation>
  </message>
  <message>
   <source>Reference and target</source>
   <translation>Referenz und auszurichtendes Raster</translation>
  </message>
  <message>
   <source>Matches</source>
   <translation>Zuordnungen</translation>
  </message>
  <message>
   <source>How a window found its place</source>
   <translation>Wie ein Fenster seinen Ort fand</translation>
  </message>
  <message>
   <source>How far and in which direction</source>
   <translation>Wie weit und in welche Richtung</translation>
  </message>
  <message>
   <source>Where they are misaligned</source>
   <translation>Wo sie falsch liegen</translation>
  </message>
  <message>
   <source>Coverage</source>
   <translation>Abdeckung</translation>
  </message>
  <message>
   <source>held-out error (px)</source>
   <translation>Fehler, zurückgehalten (px)</translation>
  </message>
  <message>
   <source>Tie points to check</source>
   <translation>Zu prüfende Passpunkte</translation>
  </message>
  <message>
   <source>Candidates</source>
   <translation>Kandidaten</translation>
  </message>
  <message>
   <source>Details</source>
   <translation>Einzelheiten</translation>
  </message>
  <message>
   <source>Displacement</source>
   <translation>Versatz</translation>
  </message>
  <message>
   <source>Tie points and their shifts</source>
   <translation>Passpunkte und ihre Verschiebungen</translation>
  </message>
  <message>
   <source>Held-out errors</source>
   <translation>Fehler an zurückgehaltenen Punkten</translation>
  </message>
  <message>
   <source>displacement</source>
   <translation>Versatz</translation>
  </message>
  <message>
   <source>displacements</source>
   <translation>Versätze</translation>
  </message>
  <message>
   <source>Candidate</source>
   <translation>Kandidat</translation>
  </message>
  <message>
   <source>Held-out RMSE (px)</source>
   <translation>RMSE an zurückgehaltenen Punkten (px)</translation>
  </message>
  <message>
   <source>Remark</source>
   <translation>Bemerkung</translation>
  </message>
  <message>
   <source>{name} (chosen)</source>
   <translation>{name} (gewählt)</translation>
  </message>
  <message>
   <source>RMSE and CE90 are held-out errors: of tie points that were left out of the fit. Aligned rasters are good up to 0.75 px, usable up to 2 px, else poor. Refused: the evidence does not support an alignment. Failed: it could not be read, or another error.</source>
   <translation>RMSE und CE90 sind Fehler an zurückgehaltenen Punkten: von Passpunkten, die bei der Anpassung ausgelassen wurden. Ausgerichtete Raster sind bis 0.75 px gut, bis 2 px brauchbar, sonst schlecht. Abgelehnt: Die Belege stützen keine Ausrichtung. Gescheitert: Es konnte nicht gelesen werden, oder ein anderer Fehler.</translation>
  </message>
  <message>
   <source>Raster</source>
   <translation>Raster</translation>
  </message>
  <message>
   <source>RMSE, px</source>
   <translation>RMSE, px</translation>
  </message>
  <message>
   <source>RMSE, map units</source>
   <translation>RMSE, Karteneinheiten</translation>
  </message>
  <message>
   <source>CE90, map units</source>
   <translation>CE90, Karteneinheiten</translation>
  </message>
  <message>
   <source>Shift x</source>
   <translation>Verschiebung x</translation>
  </message>
  <message>
   <source>Shift y</source>
   <translation>Verschiebung y</translation>
  </message>
  <message>
   <source>Why not</source>
   <translation>Warum nicht</translation>
  </message>
  <message>
   <source>aligned</source>
   <translation>ausgerichtet</translation>
  </message>
  <message>
   <source>refused</source>
   <translation>abgelehnt</translation>
  </message>
  <message>
   <source>Refused</source>
   <translation>Abgelehnt</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>Gescheitert</translation>
  </message>
  <message>
   <source>Series on {reference}</source>
   <translation>Serie auf {reference}</translation>
  </message>
  <message>
   <source>Of the last run.</source>
   <translation>Des letzten Laufs.</translation>
  </message>
  <message>
   <source>Worst RMSE</source>
   <translation>Größter RMSE</translation>
  </message>
  <message>
   <source>The largest held-out error of the aligned.</source>
   <translation>Der größte Fehler an zurückgehaltenen Punkten unter den ausgerichteten.</translation>
  </message>
  <message>
   <source>Errors</source>
   <translation>Fehler</translation>
  </message>
  <message>
   <source>held-out RMSE</source>
   <translation>RMSE an zurückgehaltenen Punkten</translation>
  </message>
  <message>
   <source>rasters</source>
   <translation>Raster</translation>
  </message>
  <message>
   <source>Mean square difference between the finest maps of template and input: at the guess, and at what was found.</source>
   <translation>Mittlerer quadratischer Unterschied zwischen den feinsten Karten von Ausschnitt und Eingabe: bei der Anfangsschätzung und bei dem, was gefunden wurde.</translation>
  </message>
  <message>
   <source>The input as the homography brings it onto the template, the template, and both in alternating squares.</source>
   <translation>Die Eingabe, wie die Homographie sie auf den Ausschnitt bringt, der Ausschnitt, und beide in abwechselnden Quadraten.</translation>
  </message>
  <message>
   <source>top left</source>
   <translation>oben links</translation>
  </message>
  <message>
   <source>top right</source>
   <translation>oben rechts</translation>
  </message>
  <message>
   <source>bottom right</source>
   <translation>unten rechts</translation>
  </message>
  <message>
   <source>bottom left</source>
   <translation>unten links</translation>
  </message>
  <message>
   <source>Corner</source>
   <translation>Ecke</translation>
  </message>
  <message>
   <source>x of the guess (px)</source>
   <translation>x der Anfangsschätzung (px)</translation>
  </message>
  <message>
   <source>y of the guess (px)</source>
   <translation>y der Anfangsschätzung (px)</translation>
  </message>
  <message>
   <source>level {level}: {count}</source>
   <translation>Stufe {level}: {count}</translation>
  </message>
  <message>
   <source>Outcome</source>
   <translation>Ergebnis</translation>
  </message>
  <message>
   <source>{before} to {after}</source>
   <translation>{before} auf {after}</translation>
  </message>
  <message>
   <source>Iterations</source>
   <translation>Iterationen</translation>
  </message>
  <message>
   <source>Input and template</source>
   <translation>Eingabe und Ausschnitt</translation>
  </message>
  <message>
   <source>How it went</source>
   <translation>Wie es verlief</translation>
  </message>
  <message>
   <source>Corners of the template in the input</source>
   <translation>Ecken des Ausschnitts in der Eingabe</translation>
  </message>
  <message>
   <source>guess kept</source>
   <translation>Anfangsschätzung behalten</translation>
  </message>
  <message>
   <source>Input and template on each other</source>
   <translation>Eingabe und Ausschnitt aufeinander</translation>
  </message>
  <message>
   <source>The loss falls while the model learns; the shares should rise with it. Shares that fall while the loss goes on falling mean that it learns its places by heart: train fewer steps, or on more rasters.</source>
   <translation>Der Verlust fällt, während das Modell lernt; die Anteile sollten dabei steigen. Anteile, die fallen, während der Verlust weiter fällt, heißen, dass es seine Orte auswendig lernt: Trainieren Sie weniger Schritte oder mit mehr Rastern.</translation>
  </message>
  <message>
   <source>By what is shown in the two. With few samples of a pair its share says little.</source>
   <translation>Nach dem, was in den beiden zu sehen ist. Bei wenigen Beispielen eines Paares sagt sein Anteil wenig.</translation>
  </message>
  <message>
   <source>What it was trained and validated on; the places of the two have no pixel in common.</source>
   <translation>Womit es trainiert und validiert wurde; die Orte der beiden haben kein Pixel gemeinsam.</translation>
  </message>
  <message>
   <source>Mean loss since the point before.</source>
   <translation>Mittlerer Verlust seit dem Punkt davor.</translation>
  </message>
  <message>
   <source>within {limit} px</source>
   <translation>bis {limit} px</translation>
  </message>
  <message>
   <source>Pair</source>
   <translation>Paar</translation>
  </message>
  <message>
   <source>1 px before</source>
   <translation>1 px vorher</translation>
  </message>
  <message>
   <source>1 px after</source>
   <translation>1 px nachher</translation>
  </message>
  <message>
   <source>3 px before</source>
   <translation>3 px vorher</translation>
  </message>
  <message>
   <source>3 px after</source>
   <translation>3 px nachher</translation>
  </message>
  <message>
   <source>By pair of kinds</source>
   <translation>Nach Paaren von Arten</translation>
  </message>
  <message>
   <source>Places</source>
   <translation>Orte</translation>
  </message>
  <message>
   <source>Layers</source>
   <translation>Layer</translation>
  </message>
  <message>
   <source>Kinds</source>
   <translation>Arten</translation>
  </message>
  <message>
   <source>{found} within {limit} px</source>
   <translation>{found} auf {limit} px genau</translation>
  </message>
  <message>
   <source>The same, less exactly.</source>
   <translation>Dasselbe, weniger genau.</translation>
  </message>
  <message>
   <source>Updates of the network.</source>
   <translation>Aktualisierungen des Netzes.</translation>
  </message>
  <message>
   <source>Trained on, and kept for validation.</source>
   <translation>Zum Training und zur Validierung.</translation>
  </message>
  <message>
   <source>share of {found}</source>
   <translation>Anteil: {found}</translation>
  </message>
  <message>
   <source>Before and after.</source>
   <translation>Vorher und nachher.</translation>
  </message>
  <message>
   <source>The error to expect between tie points: root mean square, in pixels of the coarser raster, of tie points left out of the fit.</source>
   <translation>Der Fehler, der zwischen Passpunkten zu erwarten ist: quadratisches Mittel, in Pixeln des gröberen Rasters, an Passpunkten, die bei der Anpassung ausgelassen wurden.</translation>
  </message>
  <message>
   <source>Circular error, 90 %: nine of ten held-out errors are shorter than this.</source>
   <translation>Kreisfehler 90 %: Neun von zehn Fehlern an zurückgehaltenen Punkten sind kürzer.</translation>
  </message>
  <message>
   <source>Root mean square of all held-out differences, before outliers and the measuring noise of the tie points are accounted for.</source>
   <translation>Quadratisches Mittel aller Abweichungen an zurückgehaltenen Punkten, bevor Ausreißer und das Messrauschen der Passpunkte berücksichtigt sind.</translation>
  </message>
  <message>
   <source>How far the rasters lie apart: root mean square of the measured displacements, in pixels of the coarser raster.</source>
   <translation>Wie weit die Raster auseinanderliegen: quadratisches Mittel der gemessenen Versätze, in Pixeln des gröberen Rasters.</translation>
  </message>
  <message>
   <source>Circular error, 90 %: nine of ten measured displacements are shorter than this.</source>
   <translation>Kreisfehler 90 %: Neun von zehn gemessenen Versätzen sind kürzer.</translation>
  </message>
  <message>
   <source>The move of the target that the middle tie point asks for, along x and y of the map.</source>
   <translation>Die Bewegung des auszurichtenden Rasters, die der mittlere Passpunkt (Median) verlangt, in x und y der Karte.</translation>
  </message>
  <message>
   <source>Places found in both rasters; those that contradict their neighbours, or are switched off, are not used.</source>
   <translation>Orte, die in beiden Rastern gefunden wurden; solche, die ihren Nachbarn widersprechen oder ausgeschaltet sind, werden nicht verwendet.</translation>
  </message>
  <message>
   <source>Drag the line to compare the reference on its left with the target on its right; lines and edges that run on across it are aligned. Flicker shows both in turn, and what jumps is not aligned.</source>
   <translation>Ziehen Sie die Linie, um die Referenz links von ihr mit dem auszurichtenden Raster rechts von ihr zu vergleichen; Linien und Kanten, die über sie hinweg weiterlaufen, sind ausgerichtet. Das Wechselbild zeigt beide abwechselnd, und was springt, ist nicht ausgerichtet.</translation>
  </message>
  <message>
   <source>Details at several places. Cyan lines are edges of the reference: where the target is aligned they follow its own edges. Press a target picture to see the reference in its place.</source>
   <translation>Einzelheiten an mehreren Orten. Linien in Cyan sind Kanten der Referenz: Wo das Raster ausgerichtet ist, folgen sie seinen eigenen Kanten. Halten Sie ein Bild des Rasters gedrückt, um an seiner Stelle die Referenz zu sehen.</translation>
  </message>
  <message>
   <source>Lines join what was found to be the same place in both; the target is shown as it came. Lines that begin beside each other should end beside each other; one that does not is a wrong match. Errors of a few pixels are too small to be seen here: the colours tell them. Rest the pointer on a line for its number, error and score.</source>
   <translation>Linien verbinden, was in beiden als derselbe Ort gefunden wurde; das auszurichtende Raster ist gezeigt, wie es war. Linien, die nebeneinander beginnen, sollten nebeneinander enden; eine, die es nicht tut, ist eine falsche Zuordnung. Fehler von wenigen Pixeln sind zu klein, um hier sichtbar zu sein: Die Farben sagen sie. Lassen Sie den Zeiger auf einer Linie ruhen, um Nummer, Fehler und Güte zu sehen.</translation>
  </message>
  <message>
   <source>The template is the window of the reference at tie point {place}, the input is what the target shows there before anything was refined.</source>
   <translation>Der Ausschnitt ist das Fenster der Referenz am Passpunkt {place}, die Eingabe ist, was das auszurichtende Raster dort zeigt, bevor irgendetwas verfeinert wurde.</translation>
  </message>
  <message>
   <source>The template is the window of the reference at tie point {place}, the input is what the target shows there after the coarse stages.</source>
   <translation>Der Ausschnitt ist das Fenster der Referenz am Passpunkt {place}, die Eingabe ist, was das auszurichtende Raster dort nach den groben Stufen zeigt.</translation>
  </message>
  <message>
   <source>The whole shift, with map coordinates along the edges.</source>
   <translation>Die ganze Verschiebung, mit Kartenkoordinaten an den Rändern.</translation>
  </message>
  <message>
   <source>The same without the median shift and the points that are not used, so that rotation, scale and local distortion show.</source>
   <translation>Dasselbe ohne die mittlere Verschiebung und ohne nicht verwendete Punkte, so dass Drehung, Maßstab und örtliche Verzerrung sichtbar werden.</translation>
  </message>
  <message>
   <source>Held-out means that each tie point was predicted by a transform fitted without it, so this is the error to expect between the tie points, not how well the fit follows them.</source>
   <translation>Zurückgehalten heißt, dass jeder Passpunkt von einer Transformation vorhergesagt wurde, die ohne ihn angepasst ist; dies ist also der Fehler, der zwischen den Passpunkten zu erwarten ist, nicht, wie gut die Anpassung ihnen folgt.</translation>
  </message>
  <message>
   <source>These are residuals of the fit: they show how well it follows its own tie points and are smaller than the error elsewhere.</source>
   <translation>Dies sind Restfehler der Anpassung: Sie zeigen, wie gut sie ihren eigenen Passpunkten folgt, und sind kleiner als der Fehler anderswo.</translation>
  </message>
  <message>
   <source>For comparison, the residuals of the fit itself have an RMSE of {rmse} px; a flexible fit can make them as small as it likes, so they are no measure of accuracy.</source>
   <translation>Zum Vergleich: Die Restfehler der Anpassung selbst haben einen RMSE von {rmse} px; eine biegsame Anpassung kann sie beliebig klein machen, sie sind also kein Maß der Genauigkeit.</translation>
  </message>
  <message>
   <source>Direction of the held-out errors, x to the right, y up; a cloud beside the centre means a shift that is left over.</source>
   <translation>Richtung der Fehler an zurückgehaltenen Punkten, x nach rechts, y nach oben; eine Wolke neben der Mitte heißt, dass eine Verschiebung übrig ist.</translation>
  </message>
  <message>
   <source>How many places are displaced how far.</source>
   <translation>Wie viele Orte wie weit versetzt sind.</translation>
  </message>
  <message>
   <source>Direction of the displacements, x to the right, y up; a tight cloud beside the centre means that one shift would repair most of it.</source>
   <translation>Richtung der Versätze, x nach rechts, y nach oben; eine enge Wolke neben der Mitte heißt, dass eine einzige Verschiebung das meiste beheben würde.</translation>
  </message>
  <message>
   <source>Length of the displacement between the two rasters, smoothed between the measured places; empty where nothing was measured.</source>
   <translation>Länge des Versatzes zwischen den beiden Rastern, zwischen den gemessenen Orten geglättet; leer, wo nichts gemessen wurde.</translation>
  </message>
  <message>
   <source>Number of used tie points in each part of the area: {share:.0%} of the {cells} cells have some.</source>
   <translation>Anzahl verwendeter Passpunkte in jedem Teil des Gebiets: {share:.0%} der {cells} Zellen haben welche.</translation>
  </message>
  <message>
   <source>In the pale cells nothing was measured, and the errors of this report say nothing about them.</source>
   <translation>In den blassen Zellen wurde nichts gemessen, und die Fehler dieses Berichts sagen nichts über sie.</translation>
  </message>
  <message>
   <source>One pixel is {length}.</source>
   <translation>Ein Pixel ist {length}.</translation>
  </message>
  <message>
   <source>Used tie points with the largest held-out errors: the first places to check, and to switch off in the tie-point layer where they are wrong.</source>
   <translation>Verwendete Passpunkte mit den größten Fehlern, wenn sie zurückgehalten werden: die ersten Orte, die zu prüfen und im Passpunktlayer auszuschalten sind, wo sie falsch sind.</translation>
  </message>
  <message>
   <source>What was tried; the smallest held-out error wins, and a simpler candidate wins where the difference is small.</source>
   <translation>Was versucht wurde; der kleinste Fehler an zurückgehaltenen Punkten gewinnt, und wo der Unterschied klein ist, ein einfacherer Kandidat.</translation>
  </message>
  <message>
   <source>The same inputs and this command give the same result; options that are not named have their defaults.</source>
   <translation>Dieselben Eingaben und dieser Befehl geben dasselbe Ergebnis; nicht genannte Optionen haben ihre Vorgaben.</translation>
  </message>
  <message>
   <source>The target now lies on the reference well enough to compare the two pixel by pixel, where tie points were found.</source>
   <translation>Das Raster liegt nun gut genug auf der Referenz, um die beiden Pixel für Pixel zu vergleichen, wo Passpunkte gefunden wurden.</translation>
  </message>
  <message>
   <source>The target now lies on the reference well enough to view and to map from; small objects may still be off by about a pixel.</source>
   <translation>Das Raster liegt nun gut genug auf der Referenz, um es anzusehen und danach zu kartieren; kleine Objekte können noch um etwa ein Pixel falsch liegen.</translation>
  </message>
  <message>
   <source>The alignment is not reliable: look at the pictures and errors below before using the result.</source>
   <translation>Die Ausrichtung ist nicht verlässlich: Sehen Sie sich die Bilder und Fehler unten an, bevor Sie das Ergebnis verwenden.</translation>
  </message>
  <message>
   <source>The two rasters lie on each other closely enough to be compared pixel by pixel as they are.</source>
   <translation>Die beiden Raster liegen genau genug aufeinander, um sie Pixel für Pixel zu vergleichen, wie sie sind.</translation>
  </message>
  <message>
   <source>The two rasters are close enough to view together; co-register them before comparing them pixel by pixel.</source>
   <translation>Die beiden Raster liegen nahe genug beieinander, um sie zusammen anzusehen; koregistrieren Sie sie, bevor Sie sie Pixel für Pixel vergleichen.</translation>
  </message>
  <message>
   <source>The two rasters do not lie on each other; co-register them before using them together.</source>
   <translation>Die beiden Raster liegen nicht aufeinander; koregistrieren Sie sie, bevor Sie sie zusammen verwenden.</translation>
  </message>
  <message>
   <source>length</source>
   <translation>Länge</translation>
  </message>
  <message>
   <source>residual of the fit</source>
   <translation>Restfehler der Anpassung</translation>
  </message>
  <message>
   <source>Each arrow starts at a tie point and shows the way the target would have to move to meet the reference, drawn longer than it is; its colour is its length. Neighbouring arrows should resemble each other.</source>
   <translation>Jeder Pfeil beginnt an einem Passpunkt und zeigt, wie sich das auszurichtende Raster bewegen müsste, um auf der Referenz zu liegen, länger gezeichnet, als er ist; seine Farbe ist seine Länge. Benachbarte Pfeile sollten einander gleichen.</translation>
  </message>
  <message>
   <source>Each arrow starts at a tie point and shows the way the target has to move to meet the reference, drawn longer than it is; its colour is its residual of the fit. Neighbouring arrows should resemble each other.</source>
   <translation>Jeder Pfeil beginnt an einem Passpunkt und zeigt, wie sich das auszurichtende Raster bewegen muss, um auf der Referenz zu liegen, länger gezeichnet, als er ist; seine Farbe ist sein Restfehler der Anpassung. Benachbarte Pfeile sollten einander gleichen.</translation>
  </message>
  <message>
   <source>Each arrow starts at a tie point and shows the way the target has to move to meet the reference, drawn longer than it is; its colour is its held-out error. Neighbouring arrows should resemble each other.</source>
   <translation>Jeder Pfeil beginnt an einem Passpunkt und zeigt, wie sich das auszurichtende Raster bewegen muss, um auf der Referenz zu liegen, länger gezeichnet, als er ist; seine Farbe ist der Fehler, wenn der Punkt zurückgehalten wird. Benachbarte Pfeile sollten einander gleichen.</translation>
  </message>
  <message>
   <source>How many tie points have which residual of the fit; a long tail to the right means places that fit badly.</source>
   <translation>Wie viele Passpunkte welchen Restfehler der Anpassung haben; ein langer Ausläufer nach rechts heißt, dass Orte schlecht passen.</translation>
  </message>
  <message>
   <source>How many tie points have which held-out error; a long tail to the right means places that fit badly.</source>
   <translation>Wie viele Passpunkte welchen Fehler haben, wenn sie zurückgehalten werden; ein langer Ausläufer nach rechts heißt, dass Orte schlecht passen.</translation>
  </message>
  <message>
   <source>random weights</source>
   <translation>zufälligen Gewichten</translation>
  </message>
  <message>
   <source>tiles not trained on ask for each other: precision of the 20 nearest codes, mean average precision of the 20 nearest codes, as published, the same by the real values before they become bits, mean distance of the values from 0.5, twice</source>
   <translation>Kacheln, mit denen nicht trainiert wurde, fragen nach einander: Präzision der 20 nächsten Codes, mittlere durchschnittliche Präzision der 20 nächsten Codes, wie veröffentlicht, dasselbe nach den reellen Werten, bevor sie Bits werden, mittlerer Abstand der Werte von 0.5, zweimal</translation>
  </message>
  <message>
   <source>share of windows of 64 px found within 1 px and 3 px, by pair of modalities, on places not trained on</source>
   <translation>Anteil der Fenster von 64 px, die auf 1 px und 3 px genau gefunden werden, nach Paaren von Modalitäten, an Orten, mit denen nicht trainiert wurde</translation>
  </message>
  <message>
   <source>windows found</source>
   <translation>gefundene Fenster</translation>
  </message>
  <message>
   <source>mean matching accuracy within 1, 3, 5 and 10 px, by pair of modalities, on places not trained on</source>
   <translation>mittlere Zuordnungsgenauigkeit auf 1, 3, 5 und 10 px, nach Paaren von Modalitäten, an Orten, mit denen nicht trainiert wurde</translation>
  </message>
  <message>
   <source>matches right</source>
   <translation>richtige Zuordnungen</translation>
  </message>
  <message>
   <source>share of templates whose corners are found within 1, 3 and 5 px on average, by pair of modalities, on places not trained on; then of those guessed within 5, 10 and 20 px</source>
   <translation>Anteil der Ausschnitte, deren Ecken im Mittel auf 1, 3 und 5 px genau gefunden werden, nach Paaren von Modalitäten, an Orten, mit denen nicht trainiert wurde; dann der auf 5, 10 und 20 px genau geschätzten</translation>
  </message>
  <message>
   <source>templates placed</source>
   <translation>gefundene Ausschnitte</translation>
  </message>
  <message>
   <source>Dense features</source>
   <translation>Dichte Merkmale</translation>
  </message>
  <message>
   <source>CNN-feature registration</source>
   <translation>Registrierung von CNN-Merkmalen</translation>
  </message>
  <message>
   <source>CNN-feature matching</source>
   <translation>Zuordnung von CNN-Merkmalen</translation>
  </message>
  <message>
   <source>Deep Lucas-Kanade</source>
   <translation>Deep Lucas-Kanade</translation>
  </message>
  <message>
   <source>Phase correlation</source>
   <translation>Phasenkorrelation</translation>
  </message>
  <message>
   <source>SIFT keypoints</source>
   <translation>SIFT-Schlüsselpunkte</translation>
  </message>
  <message>
   <source>Similarity</source>
   <translation>Ähnlichkeit</translation>
  </message>
  <message>
   <source>Affine</source>
   <translation>Affin</translation>
  </message>
  <message>
   <source>Projective</source>
   <translation>Projektiv</translation>
  </message>
  <message>
   <source>Polynomial, 2nd order</source>
   <translation>Polynom 2. Grades</translation>
  </message>
  <message>
   <source>Polynomial, 3rd order</source>
   <translation>Polynom 3. Grades</translation>
  </message>
  <message>
   <source>Thin-plate spline</source>
   <translation>Thin-Plate-Spline</translation>
  </message>
  <message>
   <source>IR-MAD</source>
   <translation>IR-MAD</translation>
  </message>
  <message>
   <source>Change vectors</source>
   <translation>Veränderungsvektoren</translation>
  </message>
  <message>
   <source>Deep features</source>
   <translation>Tiefe Merkmale</translation>
  </message>
  <message>
   <source>Change network</source>
   <translation>Veränderungsnetz</translation>
  </message>
 </context>
</TS>
