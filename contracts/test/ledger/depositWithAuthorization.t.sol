// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ledger} from "src/Ledger.sol";
import {Authorization, depositNonce, paymentNonce} from "src/types/Payment.sol";

import {AuthorizedToken} from "../mocks/AuthorizedToken.sol";
import {WrappedCoin} from "../mocks/WrappedCoin.sol";
import {LedgerBase} from "./LedgerBase.sol";

// depositWithAuthorization
// ├── when the holder authorised it
// │   ├── it credits the beneficiary, whoever submits
// │   └── it emits Transfer and Deposited in the holder's name
// ├── when submitted again: it reverts
// ├── when another beneficiary, minimum or salt is named: it reverts
// ├── when it was signed for a payment: it reverts
// ├── when the token accepts any call and does nothing: it reverts
// └── when the token forgets the nonce: it reverts
contract LedgerDepositWithAuthorizationTest is LedgerBase {
    AuthorizedToken private _dollar;

    function setUp() public override {
        super.setUp();
        _dollar = new AuthorizedToken();
    }

    function test_creditsBeneficiary(uint256 amount, uint256 minUnits, bytes32 salt, address relayer) public {
        minUnits = bound(minUnits, 0, amount);
        _dollar.mint(alice.account, amount);
        Authorization memory authorization =
            _authorization(_dollar, alice, amount, salt, depositNonce(bob.account, minUnits, salt));

        vm.prank(relayer);
        _expectTransfer(relayer, address(0), bob.account, _idOf(address(_dollar)), amount);
        vm.expectEmit(address(ledger));
        emit Ledger.Deposited(address(_dollar), alice.account, bob.account, amount);
        uint256 units = ledger.depositWithAuthorization(address(_dollar), authorization, bob.account, minUnits);

        assertEq(units, amount);
        _assertBalance(bob.account, _idOf(address(_dollar)), amount);
    }

    function test_reverts_whenSubmittedAgain(uint128 amount) public {
        _dollar.mint(alice.account, 2 * uint256(amount));
        Authorization memory authorization = _authorization(_dollar, alice, amount, 0, depositNonce(bob.account, 0, 0));
        ledger.depositWithAuthorization(address(_dollar), authorization, bob.account, 0);

        vm.expectRevert(AuthorizedToken.AuthorizationUsed.selector);
        ledger.depositWithAuthorization(address(_dollar), authorization, bob.account, 0);
    }

    function test_reverts_whenBoundToOtherTerms(uint128 amount, uint256 minUnits, bytes32 salt) public {
        minUnits = bound(minUnits, 1, type(uint256).max);
        vm.assume(salt != 0);
        _dollar.mint(alice.account, amount);
        Authorization memory authorization = _authorization(_dollar, alice, amount, 0, depositNonce(bob.account, 0, 0));

        vm.expectRevert(AuthorizedToken.WrongSignature.selector);
        ledger.depositWithAuthorization(address(_dollar), authorization, carol.account, 0);

        vm.expectRevert(AuthorizedToken.WrongSignature.selector);
        ledger.depositWithAuthorization(address(_dollar), authorization, bob.account, minUnits);

        authorization.salt = salt;
        vm.expectRevert(AuthorizedToken.WrongSignature.selector);
        ledger.depositWithAuthorization(address(_dollar), authorization, bob.account, 0);
    }

    function test_reverts_whenSignedForPayment(uint128 amount) public {
        _dollar.mint(alice.account, amount);
        bytes32 nonce = paymentNonce(address(payee), KEY, keccak256(""), 0, 0);
        Authorization memory authorization = _authorization(_dollar, alice, amount, 0, nonce);

        vm.expectRevert(AuthorizedToken.WrongSignature.selector);
        ledger.depositWithAuthorization(address(_dollar), authorization, address(payee), 0);
    }

    function test_reverts_whenTokenAcceptsAnything(uint128 stray) public {
        WrappedCoin coin = new WrappedCoin();
        coin.mint(address(ledger), stray);
        Authorization memory authorization;
        authorization.from = alice.account;
        authorization.amount = stray;

        vm.expectRevert(bytes(""));
        ledger.depositWithAuthorization(address(coin), authorization, bob.account, 0);
        assertEq(ledger.totalSupply(_idOf(address(coin))), 0);
    }

    function test_reverts_whenTokenForgetsNonce(uint128 amount) public {
        _dollar.forget();
        _dollar.mint(alice.account, amount);
        bytes32 nonce = depositNonce(bob.account, 0, 0);
        Authorization memory authorization = _authorization(_dollar, alice, amount, 0, nonce);

        vm.expectRevert(abi.encodeWithSelector(Ledger.AuthorizationNotUsed.selector, address(_dollar), nonce));
        ledger.depositWithAuthorization(address(_dollar), authorization, bob.account, 0);
    }
}
