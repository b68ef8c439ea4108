import pytest
from django.core.management import call_command
def test_x(site, tmp_path, capsys):
    import time
    t=time.time(); call_command("load_demo"); print("T",time.time()-t)
    t=time.time(); call_command("load_demo"); print("T",time.time()-t)
    call_command("import_content","site/home/demo/content")
    t=time.time(); call_command("export_content",tmp_path/"o"); print("T",time.time()-t)
    import subprocess;print(subprocess.run(["ls",tmp_path/"o"],capture_output=True,text=True).stdout)
    call_command("import_content",tmp_path/"o")
    out=capsys.readouterr().out
    open("/tmp/out.txt","w").write(out)
