// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Agreements} from "src/Agreements.sol";
import {Records} from "src/Records.sol";
import {Standing, State} from "src/types/Standing.sol";
import {Agreement} from "src/types/Terms.sol";

import {SplitsBase} from "../splits/SplitsBase.t.sol";

/// Branch tree:
/// terminate
/// ├── when nothing is in force, or another version: it reverts NoSuchAgreement, NotInForce
/// ├── when it is terminated or completed: it reverts AgreementEnded
/// ├── when it is frozen: it reverts Frozen
/// ├── when not all signed, or something else: it reverts NotAllSigned, NotASigner
/// └── else: the end is now; what comes in is still booked and settled
contract AgreementsTerminateTest is SplitsBase {
    function testFuzz_endsNow(uint32 later) public {
        Agreement memory agreement = _plain();
        bytes32 root = _conclude(agreement);
        vm.warp(NOW + later);
        bytes[] memory signatures = _signatures(agreement, _termination(root));
        vm.expectEmit(address(splits));
        emit Agreements.AgreementTerminated(root);
        splits.terminate(agreement, signatures);

        Standing memory standing = splits.standingOf(root);
        assertEq(uint8(standing.state), uint8(State.Terminated));
        assertEq(standing.terminatedAt, NOW + later);
        _pay(root, 100);
        assertEq(splits.settle(agreement), 100);
        assertEq(splits.settleShares(root, asset, 100, _receivers(agreement)), 0);
    }

    function test_reverts_whenNothingIsInForce() public {
        Agreement memory agreement = _plain();
        bytes32 digest = splits.digestOf(agreement);
        bytes[] memory signatures = _signatures(agreement, _termination(digest));
        vm.expectRevert(abi.encodeWithSelector(Records.NoSuchAgreement.selector, digest));
        splits.terminate(agreement, signatures);
    }

    function test_reverts_whenAnotherVersionIsInForce() public {
        Agreement memory first = _plain();
        bytes32 root = _conclude(first);
        bytes32 digest = _amend(_next(_plain(), first), first);
        bytes[] memory signatures = _signatures(first, _termination(root));
        vm.expectRevert(abi.encodeWithSelector(Records.NotInForce.selector, root, digest));
        splits.terminate(first, signatures);
    }

    function test_reverts_whenTerminated() public {
        Agreement memory agreement = _plain();
        bytes32 root = _conclude(agreement);
        bytes[] memory signatures = _signatures(agreement, _termination(root));
        splits.terminate(agreement, signatures);
        vm.expectRevert(abi.encodeWithSelector(Records.AgreementEnded.selector, root));
        splits.terminate(agreement, signatures);

        vm.warp(NOW + 1);
        splits.complete(agreement);
        vm.expectRevert(abi.encodeWithSelector(Records.AgreementEnded.selector, root));
        splits.terminate(agreement, signatures);
    }

    function test_reverts_whenFrozen() public {
        Agreement memory agreement = _plain();
        bytes32 root = _conclude(agreement);
        _freeze(agreement);
        bytes[] memory signatures = _signatures(agreement, _termination(root));
        vm.expectRevert(abi.encodeWithSelector(Records.Frozen.selector, NOW + 10 days));
        splits.terminate(agreement, signatures);
    }

    function test_reverts_whenNotAllSigned() public {
        Agreement memory agreement = _plain();
        bytes32 root = _conclude(agreement);
        vm.expectRevert(abi.encodeWithSelector(Agreements.NotAllSigned.selector, 2, 3));
        splits.terminate(agreement, new bytes[](2));

        bytes[] memory signatures = _signatures(agreement, _termination(root));
        signatures[1] = "";
        vm.expectRevert(abi.encodeWithSelector(Agreements.NotASigner.selector, bob.account));
        splits.terminate(agreement, signatures);
    }

    function test_reverts_whenTheTermsWereSignedInstead() public {
        Agreement memory agreement = _plain();
        _conclude(agreement);
        bytes[] memory signatures = _signatures(agreement);
        vm.expectRevert(abi.encodeWithSelector(Agreements.NotASigner.selector, alice.account));
        splits.terminate(agreement, signatures);
    }
}
